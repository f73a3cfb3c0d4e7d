package org.contentmover.content.assignment;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.contentmover.content.delta.Piece;
import org.contentmover.content.scan.PathPatterns;
import org.contentmover.content.seal.DataParts;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * Finds out which parts of the data have to be sealed when only some files are secret (CM-15): the
 * data of each piece that makes content of such a file, or is packed over it. Told of pieces and
 * files in the order of the stream, of a piece before the files that begin in it. One thread;
 * memory: some 60 bytes for each piece with data.
 */
final class SecretContent {
  private final PathPatterns secretPaths;
  private final BitSet secretBaseFiles = new BitSet();

  /** Where stretches of secret files begin in the stream, and where they end. */
  private final NavigableMap<Long, Long> secretStream = new TreeMap<>();

  private final List<Told> pieces = new ArrayList<>();
  private long fileBytes;
  private long pieceBytes;

  /**
   * A piece with data.
   *
   * @param offset of its content in the stream
   * @param end of its content
   */
  private record Told(long offset, long end, long dataBytes, boolean isOverSecret) {}

  /**
   * Of an assignment that builds upon a tree.
   *
   * @param paths patterns of the secret files
   */
  SecretContent(List<String> paths, Manifest base) {
    secretPaths = new PathPatterns(paths);
    int index = 0;
    for (ManifestEntry file : base.files()) {
      secretBaseFiles.set(index++, isSecret(file));
    }
  }

  boolean isSecret(ManifestEntry file) {
    return secretPaths.name(file.path());
  }

  void piece(Piece piece) {
    long end = pieceBytes + piece.contentBytes();
    if (piece.dataBytes() > 0) {
      pieces.add(new Told(pieceBytes, end, piece.dataBytes(), isOverSecret(piece)));
    }
    pieceBytes = end;
  }

  private boolean isOverSecret(Piece piece) {
    return piece instanceof Piece.Patch patch
        && (patch.dictionary().stream().anyMatch(range -> secretBaseFiles.get(range.baseFile()))
            || patch.made().stream().anyMatch(range -> isSecret(range.offset(), range.end())));
  }

  private boolean isSecret(long from, long to) {
    Map.Entry<Long, Long> last = secretStream.lowerEntry(to);
    return last != null && last.getValue() > from;
  }

  void file(ManifestEntry file, long streamBytes) {
    long end = fileBytes + streamBytes;
    if (isSecret(file)) {
      Map.Entry<Long, Long> last = secretStream.lastEntry();
      boolean follows = last != null && last.getValue() == fileBytes;
      secretStream.put(follows ? last.getKey() : fileBytes, end);
    }
    fileBytes = end;
  }

  /** What all of the data is then; more of it is sealed when there would be too many parts. */
  DataParts parts() {
    List<Long> lengths = new ArrayList<>(List.of(0L));
    for (Told it : pieces) {
      append(lengths, it.isOverSecret() || isSecret(it.offset(), it.end()), it.dataBytes());
    }
    for (long shortest = 1 << 10; lengths.size() > DataParts.MAX_PARTS; shortest *= 2) {
      lengths = withoutPlainBelow(shortest, lengths);
    }
    return pieces.isEmpty() ? DataParts.NONE : DataParts.of(lengths);
  }

  private static List<Long> withoutPlainBelow(long bytes, List<Long> lengths) {
    List<Long> left = new ArrayList<>(List.of(0L));
    for (int i = 0; i < lengths.size(); i++) {
      append(left, isSealed(i) || lengths.get(i) < bytes, lengths.get(i));
    }
    return left;
  }

  /** Makes the last part longer, or begins the next one. */
  private static void append(List<Long> lengths, boolean isSealed, long bytes) {
    int last = lengths.size() - 1;
    if (isSealed(last) == isSealed) {
      lengths.set(last, lengths.get(last) + bytes);
    } else if (bytes > 0) {
      lengths.add(bytes);
    }
  }

  private static boolean isSealed(int part) {
    return part % 2 == 1;
  }
}
