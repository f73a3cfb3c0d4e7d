package org.contentmover.tool;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.contentmover.content.store.CompressionPolicy;

/** How much processor time bytes are worth (CM-4). */
enum Profile {
  FAST(1),
  DEFAULT(CompressionPolicy.DEFAULT.level()),
  SMALL(19);

  private final CompressionPolicy compression;

  Profile(int level) {
    this.compression = new CompressionPolicy(level, CompressionPolicy.DEFAULT.packedTypes());
  }

  static Profile parse(String text) {
    return Arrays.stream(values())
        .filter(profile -> profile.word().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new WrongUse(
                    "--profile is '"
                        + text
                        + "'; known are "
                        + Arrays.stream(values())
                            .map(Profile::word)
                            .collect(Collectors.joining(", "))));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  CompressionPolicy compression() {
    return compression;
  }
}
