package org.contentmover.content.configuration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
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

  /** Whether the administrator named such a file. */
  public boolean knows(String name) {
    return files.containsKey(name);
  }

  /**
   * Why entries of a file cannot be changed; empty when they can, as far as can be seen without
   * trying.
   */
  public Optional<String> problem(String name) {
    try {
      Path file = read(name).file;
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

  /** The value of an entry as the file has it now. */
  public Optional<String> get(String name, String key) throws IOException {
    return read(name).text.get(key);
  }

  /**
   * Has entries of a file be as told; empty values are entries that go. Durable when it returns;
   * writes nothing when they are so already.
   */
  public void set(FileSystemOps ops, String name, Map<String, Optional<String>> entries)
      throws IOException {
    Read read = read(name);
    PropertiesText text = read.text;
    try {
      for (Map.Entry<String, Optional<String>> entry : entries.entrySet()) {
        String key = entry.getKey();
        Optional<String> wanted = entry.getValue();
        if (!text.get(key).equals(wanted)) {
          text = wanted.isPresent() ? text.with(key, wanted.get()) : text.without(key);
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(named(name) + read.file + ": " + e.getMessage(), e);
    }
    if (text.equals(read.text)) {
      AtomicFile.discard(ops, read.file);
      return;
    }
    byte[] bytes = text.text().getBytes(StandardCharsets.ISO_8859_1);
    AtomicFile.replace(
        ops,
        read.file,
        out -> {
          out.write(bytes);
          likeBefore(ops, read.file);
        });
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

  private record Read(Path file, PropertiesText text) {}

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
      PropertiesText text =
          new PropertiesText(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      text.requireSound();
      return new Read(file, text);
    } catch (IllegalArgumentException e) {
      throw new IOException(named(name) + file + ": " + e.getMessage(), e);
    }
  }
}
