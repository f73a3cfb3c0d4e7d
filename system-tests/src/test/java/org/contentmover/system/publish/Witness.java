package org.contentmover.system.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Knows what each version holds, by path and hash, because it saw the tree that was published as
 * that version. Thread-safe.
 */
final class Witness {

  private final Map<Long, Map<String, String>> versions = new ConcurrentHashMap<>();

  void saw(long version, Path tree) {
    versions.put(version, hashes(tree));
  }

  boolean knows(long version) {
    return versions.containsKey(version);
  }

  /** The hash of the path's content in that version; null when the version does not have it. */
  String hash(long version, String path) {
    return versions.get(version).get(path);
  }

  static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<String, String> hashes(Path tree) {
    Map<String, String> hashes = new HashMap<>();
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        hashes.put(tree.relativize(file).toString(), hash(Files.readAllBytes(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return hashes;
  }
}
