package org.contentmover.content.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.contentmover.core.manifest.ContentHash;

/**
 * Where objects lie: {@code objects/<first two digits>/<other digits>}, with {@code .zst} when
 * packed. What is in there is complete and was synced before it got its name.
 */
final class ObjectFiles {
  private static final int FAN_OUT_DIGITS = 2;
  private static final String ZSTD_SUFFIX = ".zst";

  private final Path objects;

  ObjectFiles(Path objects) {
    this.objects = objects;
  }

  Path directory() {
    return objects;
  }

  Path file(ContentHash hash, Packing packing) {
    String hex = hash.hex();
    String name = hex.substring(FAN_OUT_DIGITS) + (packing == Packing.ZSTD ? ZSTD_SUFFIX : "");
    return objects.resolve(hex.substring(0, FAN_OUT_DIGITS)).resolve(name);
  }

  boolean contains(ContentHash hash) {
    return Files.exists(file(hash, Packing.ZSTD), LinkOption.NOFOLLOW_LINKS)
        || Files.exists(file(hash, Packing.STORED), LinkOption.NOFOLLOW_LINKS);
  }

  Optional<StoredObject> find(ContentHash hash) throws IOException {
    for (Packing packing : Packing.values()) {
      Path file = file(hash, packing);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.of(new StoredObject(file, packing, Files.size(file)));
      }
    }
    return Optional.empty();
  }
}
