package org.contentmover.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.contentmover.core.manifest.ContentHash;

/** A tree on disk: made entry by entry, and read in the plainest way there is. */
record TestTree(Path root) {
  static TestTree at(Path root) throws IOException {
    return new TestTree(Files.createDirectories(root));
  }

  TestTree file(String name, String content) throws IOException {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  TestTree file(String name, byte[] content) throws IOException {
    Path path = root.resolve(name);
    Files.createDirectories(path.getParent());
    Files.write(path, content);
    return this;
  }

  TestTree directory(String name) throws IOException {
    Files.createDirectories(root.resolve(name));
    return this;
  }

  TestTree symlink(String name, String target) throws IOException {
    Path path = root.resolve(name);
    Files.createDirectories(path.getParent());
    Files.createSymbolicLink(path, Path.of(target));
    // Those of symlinks travel in microseconds.
    return modified(name, "2024-05-06T07:08:09.123456Z");
  }

  TestTree mode(String name, String permissions) throws IOException {
    Files.setPosixFilePermissions(root.resolve(name), PosixFilePermissions.fromString(permissions));
    return this;
  }

  TestTree modified(String name, String time) throws IOException {
    Files.getFileAttributeView(
            root.resolve(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(FileTime.from(Instant.parse(time)), null, null);
    return this;
  }

  /** An equal tree somewhere else. */
  TestTree copy(Path to) throws IOException, InterruptedException {
    Files.createDirectories(to);
    Process copy = new ProcessBuilder("cp", "-a", root + "/.", to.toString()).start();
    if (copy.waitFor() != 0) {
      throw new IOException(
          new String(copy.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
    }
    return new TestTree(to);
  }

  /** Kind, mode, time and content of every entry. */
  Map<String, String> read() throws IOException {
    Map<String, String> entries = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        entries.put(root.relativize(path).toString(), describe(path));
      }
    }
    return entries;
  }

  private static String describe(Path path) throws IOException {
    FileTime time = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS);
    if (Files.isSymbolicLink(path)) {
      return "-> " + Files.readSymbolicLink(path) + " " + time;
    }
    String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    if (Files.isDirectory(path)) {
      return "directory " + mode + " " + time;
    }
    byte[] hash = ContentHash.sha256(Files.readAllBytes(path)).bytes();
    return "file " + mode + " " + time + " " + HexFormat.of().formatHex(hash);
  }
}
