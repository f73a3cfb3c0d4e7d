package org.contentmover.content.assignment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.contentmover.content.delta.MadeRange;
import org.contentmover.content.delta.MadeRanges;
import org.contentmover.content.delta.Piece;
import org.contentmover.content.delta.Transform;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreeChange;

/**
 * Where in the content stream each file and each piece is, and where in the data. Pieces, one after
 * the other, are as long as the files, and take exactly the data there is: so sizes that lie are
 * found before anything is written.
 */
public final class ContentLayout {
  /** What is smaller waits until all of it has come. */
  private static final long LEAST_BYTES_IN_PARTS = 2L * Piece.MAX_CONTENT_BYTES;

  /** Where each file ends in the stream; there may be very many. */
  private long[] fileEnds = new long[16];

  private int fileCount;

  /** What is no plain file. */
  private final Map<Integer, Transform> transforms = new HashMap<>();

  private final List<PlacedPiece> pieces = new ArrayList<>();
  private long fileBytes;
  private long pieceBytes;
  private long dataBytes;
  private MadeRanges usedAgain = new MadeRanges(List.of());

  /**
   * A file that is put, and is not empty.
   *
   * @param offset of its content, as it travels, in the stream
   */
  public record PlacedFile(
      ManifestEntry entry, Transform transform, long offset, long streamBytes) {
    long end() {
      return offset + streamBytes;
    }
  }

  /**
   * A piece of the stream.
   *
   * @param crc32c of its data
   * @param offset of its content in the stream
   * @param dataOffset of its bytes in the data section
   */
  public record PlacedPiece(Piece piece, int crc32c, long offset, long dataOffset) {
    long end() {
      return offset + piece.contentBytes();
    }

    /** Whether it is not held in memory as a whole. */
    boolean isLarge() {
      return piece.contentBytes() > Piece.MAX_CONTENT_BYTES;
    }

    /** What makes its content from a byte of the stream on: its first, or it is a copy. */
    Piece from(long position) {
      if (position == offset) {
        return piece;
      }
      return new Piece.Copy(((Piece.Copy) piece).range().from(position - offset));
    }

    /** Which of the pieces of a stream has the byte at an offset. */
    static int indexAt(List<PlacedPiece> pieces, long offset) {
      int low = 0;
      int high = pieces.size() - 1;
      while (low < high) {
        int middle = (low + high + 1) >>> 1;
        if (pieces.get(middle).offset() <= offset) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      return low;
    }
  }

  /**
   * Takes the next command.
   *
   * @throws AssignmentRejected when its sizes cannot be
   */
  public void accept(AssignmentCommand command) throws AssignmentRejected {
    try {
      if (command instanceof AssignmentCommand.Content content) {
        pieces.add(new PlacedPiece(content.piece(), content.crc32c(), pieceBytes, dataBytes));
        pieceBytes = Math.addExact(pieceBytes, content.piece().contentBytes());
        dataBytes = Math.addExact(dataBytes, content.piece().dataBytes());
      } else {
        accept((AssignmentCommand.Change) command);
      }
    } catch (ArithmeticException e) {
      throw wrong("more content than any disk has");
    }
  }

  private void accept(AssignmentCommand.Change command) {
    if (command.change() instanceof TreeChange.PutFile && command.streamBytes() > 0) {
      fileBytes = Math.addExact(fileBytes, command.streamBytes());
      if (fileCount == fileEnds.length) {
        fileEnds = Arrays.copyOf(fileEnds, fileCount + (fileCount >> 1));
      }
      if (command.transform() != Transform.NONE) {
        transforms.put(fileCount, command.transform());
      }
      fileEnds[fileCount++] = fileBytes;
    }
  }

  /**
   * Ends the check.
   *
   * @param dataBytesThere length of the data section
   * @throws AssignmentRejected when files, pieces and data do not fit
   */
  public void finish(long dataBytesThere) throws AssignmentRejected {
    if (fileBytes != pieceBytes) {
      throw wrong("files of " + fileBytes + " bytes, and content of " + pieceBytes);
    }
    if (dataBytes != dataBytesThere) {
      throw wrong("a use of " + dataBytes + " bytes of data, and there are " + dataBytesThere);
    }
    int file = 0;
    for (PlacedPiece it : pieces) {
      while (fileEnds[file] <= it.offset()) {
        file++;
      }
      boolean shared = offset(file) > it.offset() || fileEnds[file] < it.end();
      if (shared && it.isLarge()) {
        throw wrong("a piece of " + it.piece().contentBytes() + " bytes that files share");
      }
    }
    requireUsableAgain();
  }

  /** What pieces use of the stream has been made by then, in memory, and is not too much. */
  private void requireUsableAgain() throws AssignmentRejected {
    List<MadeRange> ranges = new ArrayList<>();
    for (PlacedPiece it : pieces) {
      for (MadeRange range : made(it)) {
        if (range.end() > it.offset()) {
          throw wrong("content of which a piece is made before it is there");
        }
        ranges.add(range);
      }
    }
    try {
      usedAgain = new MadeRanges(ranges);
    } catch (ArithmeticException e) {
      throw wrong("more content than any disk has");
    }
    if (usedAgain.bytes() > Piece.MAX_USED_AGAIN_BYTES) {
      throw wrong(
          usedAgain.bytes()
              + " bytes of content that are used once more; "
              + Piece.MAX_USED_AGAIN_BYTES
              + " are allowed");
    }
    for (PlacedPiece it : pieces) {
      if (it.isLarge() && usedAgain.rank(it.end()) > usedAgain.rank(it.offset())) {
        throw wrong("a piece of " + it.piece().contentBytes() + " bytes of which others are made");
      }
    }
  }

  private static List<MadeRange> made(PlacedPiece piece) {
    return piece.piece() instanceof Piece.Patch patch ? patch.made() : List.of();
  }

  /** What of the stream pieces use once more; known when the check has ended. */
  public MadeRanges usedAgain() {
    return usedAgain;
  }

  /** Whether a piece is made of what comes before it in the stream. */
  static boolean isMadeOfOthers(PlacedPiece piece) {
    return !made(piece).isEmpty();
  }

  /** How many files have content in the stream. */
  public int files() {
    return fileCount;
  }

  /**
   * A file that has content in the stream.
   *
   * @param number in the order of the stream, from 0
   * @param entry as what it is put
   */
  public PlacedFile file(int number, ManifestEntry entry) {
    return new PlacedFile(
        entry,
        transforms.getOrDefault(number, Transform.NONE),
        offset(number),
        end(number) - offset(number));
  }

  /**
   * Whether a file is large, and can be written piece by piece. Not when it is made of what the
   * stream has for it, and not of large pieces of data: whether that is what was sent shows only
   * when all of it was made.
   */
  public boolean goesInParts(int file) {
    if (end(file) - offset(file) < LEAST_BYTES_IN_PARTS || transforms.containsKey(file)) {
      return false;
    }
    int last = PlacedPiece.indexAt(pieces, end(file) - 1);
    for (int i = PlacedPiece.indexAt(pieces, offset(file)); i <= last; i++) {
      if (pieces.get(i).isLarge() && pieces.get(i).piece().dataBytes() > 0) {
        return false;
      }
    }
    return true;
  }

  /** Where a file begins in the stream. */
  long offset(int file) {
    return file == 0 ? 0 : fileEnds[file - 1];
  }

  /** Where it ends. */
  long end(int file) {
    return fileEnds[file];
  }

  List<PlacedPiece> pieces() {
    return pieces;
  }

  /** Which files of the base pieces are made of, by their index. */
  public SortedSet<Integer> baseFiles() {
    SortedSet<Integer> files = new TreeSet<>();
    for (PlacedPiece it : pieces) {
      if (it.piece() instanceof Piece.Copy copy) {
        files.add(copy.range().baseFile());
      } else if (it.piece() instanceof Piece.Patch patch) {
        patch.dictionary().forEach(range -> files.add(range.baseFile()));
      }
    }
    return files;
  }

  private static AssignmentRejected wrong(String what) {
    return new AssignmentRejected(
        RefusalReason.WRONG_COMMANDS,
        "the assignment contradicts itself: its commands name " + what);
  }
}
