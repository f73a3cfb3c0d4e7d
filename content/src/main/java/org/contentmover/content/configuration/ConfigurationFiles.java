package org.contentmover.content.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.disk.FileStamp;
import org.contentmover.content.disk.FileSystemOps;

/**
 * The configuration files of which the entries of one hosted site may be changed, by the names that
 * the server's administrator gave them.
 *
 * <p>One thread at a time; each file is replaced as a whole.
 */
public final class ConfigurationFiles {
  /** What an administrator writes by hand is shorter. */
  private static final long MAX_BYTES = 1 << 20;

  private final String server;
  private final Map<String, Path> files;

  /**
   * Files by their names; none is an empty map.
   *
   * @param server its name, for messages
   */
  public ConfigurationFiles(String server, Map<String, Path> files) {
    this.server = server;
    this.files = Map.copyOf(files);
  }

  /** Whether this is a file of a kind that can be changed, by the end of its name. */
  public static boolean isKnownKind(Path file) {
    return file.getFileName() != null
        && ConfigurationText.kind(file.getFileName().toString()).isPresent();
  }

  /** Whether the administrator named such a file. */
  public boolean knows(String name) {
    return files.containsKey(name);
  }

  /**
   * Why entries of a file cannot be changed; empty when they can, as far as can be seen without
   * writing.
   */
  public Optional<String> problem(String name, EntryChanges changes) {
    try {
      Read read = read(name);
      Path file = read.file;
      changed(read, name, changes, new ArrayList<>());
      if (!Files.isWritable(file.getParent())) {
        return Optional.of(
            named(name) + file.getParent() + " is not writable for the user of the agent");
      }
      String user = System.getProperty("user.name");
      String owner = Files.getOwner(file).getName();
      return owner.equals(user) || user.equals("root")
          ? Optional.empty()
          : Optional.of(named(name) + file + " belongs to " + owner + " and not to " + user);
    } catch (IOException e) {
      return Optional.of(e.getMessage());
    }
  }

  private String named(String name) {
    return "configuration file " + name + " of server " + server + ": ";
  }

  /** Whether a file is there and can be understood. */
  public boolean isSound(String name) {
    try {
      read(name);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** An entry exactly as the file has it now. */
  public Optional<String> written(String name, String key) throws IOException {
    Read read = read(name);
    try {
      return read.text.written(key);
    } catch (IllegalArgumentException e) {
      throw refused(name, read, e);
    }
  }

  /**
   * Has entries of a file be as told. Durable when it returns; writes nothing when they are so
   * already.
   *
   * @return what could not be given back because the file has no place for it any more
   * @throws IOException naming the file, and the entry it cannot have
   */
  public List<String> set(FileSystemOps ops, String name, EntryChanges changes) throws IOException {
    Read read = read(name);
    List<String> lost = new ArrayList<>();
    ConfigurationText text = changed(read, name, changes, lost);
    if (text.equals(read.text)) {
      AtomicFile.discard(ops, read.file);
      return lost;
    }
    AtomicFile.replace(
        ops,
        read.file,
        out -> {
          out.write(text.bytes());
          likeBefore(ops, read.file);
        });
    return lost;
  }

  private ConfigurationText changed(Read read, String name, EntryChanges changes, List<String> lost)
      throws IOException {
    ConfigurationText text = read.text;
    for (Map.Entry<String, Optional<String>> back : changes.givenBack().entrySet()) {
      String key = back.getKey();
      try {
        Optional<String> written = back.getValue();
        text = written.isPresent() ? text.withWritten(key, written.get()) : text.without(key);
      } catch (IllegalArgumentException e) {
        lost.add(named(name) + read.file + ": not given back, " + e.getMessage());
      }
    }
    try {
      for (Map.Entry<String, Optional<String>> entry : changes.wanted().entrySet()) {
        String key = entry.getKey();
        Optional<String> value = entry.getValue();
        if (!text.get(key).equals(value)) {
          text = value.isPresent() ? text.with(key, value.get()) : text.without(key);
        }
      }
      for (Map.Entry<String, Optional<String>> entry : changes.wanted().entrySet()) {
        if (!text.get(entry.getKey()).equals(entry.getValue())) {
          throw new IllegalArgumentException(
              "the entry "
                  + entry.getKey()
                  + " does not come out as wanted: another entry of the version is in its place, or it is chosen by what it"
                  + " changes");
        }
      }
    } catch (IllegalArgumentException e) {
      throw refused(name, read, e);
    }
    return text;
  }

  private IOException refused(String name, Read read, IllegalArgumentException why) {
    return new IOException(named(name) + read.file + ": " + why.getMessage(), why);
  }

  /** Who may read a file is said by mode, owner and group. */
  private static void likeBefore(FileSystemOps ops, Path file) throws IOException {
    PosixFileAttributes before = Files.readAttributes(file, PosixFileAttributes.class);
    PosixFileAttributeView now =
        Files.getFileAttributeView(AtomicFile.temporary(file), PosixFileAttributeView.class);
    if (!now.readAttributes().owner().equals(before.owner())) {
      now.setOwner(before.owner());
    }
    if (!now.readAttributes().group().equals(before.group())) {
      now.setGroup(before.group());
    }
    ops.setMode(AtomicFile.temporary(file), FileStamp.of(file).permissions());
  }

  private record Read(Path file, ConfigurationText text) {}

  private Read read(String name) throws IOException {
    Path file = files.get(name);
    if (file == null) {
      throw new IOException(named(name) + "it is not in configuration.files");
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(named(name) + file + " is no regular file");
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException(named(name) + file + " has more than " + MAX_BYTES + " bytes");
      }
      ConfigurationText text =
          ConfigurationText.kind(file.getFileName().toString())
              .orElseThrow(() -> new IllegalArgumentException("it is of no kind that is known"))
              .apply(Files.readAllBytes(file));
      return new Read(file, text);
    } catch (IllegalArgumentException e) {
      throw new IOException(named(name) + file + ": " + e.getMessage(), e);
    }
  }
}
