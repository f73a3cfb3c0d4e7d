package org.contentmover.content.store;

import java.util.Locale;
import java.util.Set;
import org.contentmover.core.manifest.TreePath;

/**
 * Which files are worth compressing, by type (CM-4), and how hard.
 *
 * @param level of zstd, 1 to 19
 * @param packedTypes endings of names, in lower case and without dot, of files that are compressed
 *     already
 */
public record CompressionPolicy(int level, Set<String> packedTypes) {
  /** Level 3 keeps up with disks; the types are those of the usual web content. */
  public static final CompressionPolicy DEFAULT =
      new CompressionPolicy(
          3,
          Set.of(
              "7z", "aac", "apk", "avif", "br", "bz2", "docx", "ear", "epub", "flac", "gif", "gz",
              "heic", "jar", "jpeg", "jpg", "jxl", "lz4", "lzma", "m4a", "m4v", "mkv", "mov", "mp3",
              "mp4", "ods", "odt", "ogg", "ogv", "opus", "png", "pptx", "rar", "tgz", "txz", "war",
              "webm", "webp", "woff", "woff2", "xlsx", "xz", "zip", "zst"));

  private static final int MAX_LEVEL = 19;

  public CompressionPolicy {
    if (level < 1 || level > MAX_LEVEL) {
      throw new IllegalArgumentException(
          "compression level is " + level + "; allowed are 1 to " + MAX_LEVEL);
    }
    packedTypes = Set.copyOf(packedTypes);
  }

  /** The same policy for whom no type is packed already. */
  public CompressionPolicy ofAllTypes() {
    return new CompressionPolicy(level, Set.of());
  }

  /** Whether a file of this name is worth compressing. */
  public boolean compresses(String path) {
    return !packedTypes.contains(typeOf(path));
  }

  /** What follows the last dot of a name, in lower case; empty when there is none. */
  public static String typeOf(String path) {
    String name = TreePath.name(path);
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
