package org.contentmover.gl.bare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.contentmover.gl.api.SegmentKey;
import org.contentmover.gl.api.SegmentKeys;

/** The keys of a bare member: a file with a line {@code ID HEX} for each; the first one seals. */
final class KeyLines {
  private KeyLines() {}

  static SegmentKeys read(Path file) {
    List<SegmentKey> keys = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        String[] words = line.trim().split(" +");
        keys.add(new SegmentKey(Integer.parseInt(words[0]), HexFormat.of().parseHex(words[1])));
      }
    } catch (IOException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("no keys in " + file + ": " + e, e);
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("no keys in " + file);
    }
    return new SegmentKeys(keys, keys.get(0).id(), false, false);
  }
}
