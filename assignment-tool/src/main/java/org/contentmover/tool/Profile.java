package org.contentmover.tool;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.contentmover.content.delta.DeltaProfile;
import org.contentmover.content.store.CompressionPolicy;

/** How much processor time bytes are worth (CM-4). */
enum Profile {
  FAST(1, DeltaProfile.FAST),
  DEFAULT(CompressionPolicy.DEFAULT.level(), DeltaProfile.DEFAULT),
  SMALL(19, DeltaProfile.SMALL);

  private final CompressionPolicy compression;

  private final DeltaProfile delta;

  Profile(int level, DeltaProfile delta) {
    this.delta = delta;
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

  DeltaProfile delta() {
    return delta;
  }

  CompressionPolicy compression() {
    return compression;
  }
}
