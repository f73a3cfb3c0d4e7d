package org.contentmover.content.disk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The operations of a POSIX operating system. Stateless. */
final class PosixFileSystemOps implements FileSystemOps {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final Set<OpenOption> NEW_FILE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> AT_END =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);

  private static final List<String> NO_ROOM =
      List.of("No space left on device", "Disk quota exceeded");

  @Override
  public void createDirectory(Path directory) throws IOException {
    Files.createDirectory(directory, OWNER_DIRECTORY);
  }

  @Override
  public OutputStream createFile(Path file) throws IOException {
    return Channels.newOutputStream(FileChannel.open(file, NEW_FILE, OWNER_FILE));
  }

  @Override
  public OutputStream append(Path file) throws IOException {
    return Channels.newOutputStream(FileChannel.open(file, AT_END, OWNER_FILE));
  }

  @Override
  public void link(Path existing, Path link) throws IOException {
    Files.createLink(link, existing);
  }

  @Override
  public void symlink(Path link, String target) throws IOException {
    Path targetPath = link.getFileSystem().getPath(target);
    if (targetPath.toString().equals(target)) {
      Files.createSymbolicLink(link, targetPath);
    } else {
      // Java's paths drop doubled and trailing slashes; a symlink has to keep them.
      run("ln", "-s", "-n", "--", target, link.toString());
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.delete(path);
  }

  @Override
  public void setMode(Path path, int mode) throws IOException {
    Files.setPosixFilePermissions(path, PermissionBits.toSet(mode));
  }

  @Override
  public void setModified(Path path, long mtimeNs) throws IOException {
    FileTime time = FileTime.from(mtimeNs, TimeUnit.NANOSECONDS);
    // To leave the time of the last access alone Java would have to look at it first.
    Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(time, time, null);
  }

  @Override
  public void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public long usableBytes(Path path) throws IOException {
    return Files.getFileStore(path).getUsableSpace();
  }

  @Override
  public long sizeBytes(Path path) throws IOException {
    return Files.getFileStore(path).getTotalSpace();
  }

  /**
   * Java tells an error of the system by its text alone, in the language of the server. So another
   * program tries, for which the language is set; its texts do not change.
   */
  @Override
  public boolean hasRoom(Path directory) throws IOException {
    Path probe = AtomicFile.temporary(directory.resolve("room"));
    try {
      runInEnglish("dd", "if=/dev/zero", "of=" + probe, "bs=" + (1 << 16), "count=1", "conv=fsync");
      return true;
    } catch (CommandFailed e) {
      return NO_ROOM.stream().noneMatch(e.getMessage()::contains);
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  /**
   * Java has no syncfs(2); the command of GNU coreutils does it, and its exit says whether the disk
   * took all.
   */
  @Override
  public void syncFileSystem(Path path) throws IOException {
    run("sync", "-f", path.toString());
  }

  private static void run(String... command) throws IOException {
    run(new ProcessBuilder(command));
  }

  private static void runInEnglish(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C");
    run(builder);
  }

  /** It ended, and not well; the message has what it said. */
  private static final class CommandFailed extends IOException {
    private static final long serialVersionUID = 1;

    CommandFailed(String message) {
      super(message);
    }
  }

  private static void run(ProcessBuilder builder) throws IOException {
    String command = String.join(" ", builder.command());
    Process process = builder.redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      if (exit != 0) {
        throw new CommandFailed(command + " ended with " + exit + ": " + output.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + command + " ran", e);
    } finally {
      process.destroy();
    }
  }
}
