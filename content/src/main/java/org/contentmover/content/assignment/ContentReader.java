package org.contentmover.content.assignment;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import org.contentmover.content.assignment.ContentLayout.PlacedFile;
import org.contentmover.content.assignment.ContentLayout.PlacedPiece;
import org.contentmover.content.delta.BaseFiles;
import org.contentmover.content.delta.PieceReader;
import org.contentmover.content.delta.PieceRejected;
import org.contentmover.content.delta.Transform;
import org.contentmover.content.delta.zip.CannotRedeflate;
import org.contentmover.content.delta.zip.ZipRebuilder;
import org.contentmover.content.disk.BlockInputStream;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Scratch;

/**
 * The content of an assignment's files; {@link ContentLayout} has found that commands and data fit.
 * Cheapest along the stream: a piece that files share is made once, and so is one of which others
 * are made. Used by one thread; archives are deflated by others beside it.
 *
 * <p>Memory: what {@link PieceReader} needs to make a piece; it is kept from one call to the next,
 * until the reader is told to {@link #rest} or closed.
 */
public final class ContentReader implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final DataSection data;
  private final ContentLayout layout;
  private final List<PlacedPiece> pieces;
  private final KeptContent kept;
  private final PieceReader maker;
  private final ZipRebuilder rebuilder = new ZipRebuilder();
  private final MessageDigest digest = ContentHash.newDigest();

  private final byte[] buffer = new byte[BUFFER_BYTES];

  /** Content of the piece that is held; in the maker's memory. */
  private ByteBuffer held;

  /** Which piece is held, -1 for none. */
  private int heldPiece = -1;

  /** Makes the file that content is written to; called when what is small is known to be whole. */
  @FunctionalInterface
  public interface Target {
    OutputStream open() throws IOException;
  }

  ContentReader(DataSection data, ContentLayout layout, BaseFiles base, Scratch.Source scratch) {
    this(data, layout, base, new KeptContent(layout, scratch.next()));
  }

  /** Goes on with what an earlier one kept, which is used no more. */
  ContentReader(DataSection data, ContentReader earlier, BaseFiles base) {
    this(data, earlier.layout, base, earlier.kept);
  }

  private ContentReader(DataSection data, ContentLayout layout, BaseFiles base, KeptContent kept) {
    this.data = data;
    this.layout = layout;
    this.pieces = layout.pieces();
    this.kept = kept;
    this.maker = new PieceReader(base, kept);
  }

  /** How much is kept to be used again. */
  public long keptBytes() {
    return kept.bytes();
  }

  /**
   * Whether everything that is read for a file is there.
   *
   * @param wanted its number in the order of the stream
   * @param arrived of the whole assignment
   */
  public boolean isThere(int wanted, ArrivedBytes arrived) {
    return isThere(
        PlacedPiece.indexAt(pieces, layout.offset(wanted)),
        PlacedPiece.indexAt(pieces, layout.end(wanted) - 1),
        arrived);
  }

  private boolean isThere(int first, int last, ArrivedBytes arrived) {
    boolean ofOthers = false;
    for (int i = first; layout.usedAgain().bytes() > 0 && i <= last && !ofOthers; i++) {
      ofOthers = ContentLayout.isMadeOfOthers(pieces.get(i));
    }
    // Which of the others is not worth knowing: they have mostly come by then.
    long from = ofOthers ? 0 : pieces.get(first).dataOffset();
    long to = pieces.get(last).dataOffset() + pieces.get(last).piece().dataBytes();
    return data.isThere(from, to - from, arrived);
  }

  /**
   * Whether the piece that a file begins with is at hand.
   *
   * @param wanted its number in the order of the stream
   */
  public boolean holds(int wanted) {
    return PlacedPiece.indexAt(pieces, layout.offset(wanted)) == heldPiece;
  }

  /**
   * Writes the content of a file; whether it is the right one shows its hash.
   *
   * @throws AssignmentRejected when the data does not make what the commands say; a target that was
   *     opened before then holds rubbish
   */
  public ContentHash copy(PlacedFile wanted, Target target) throws IOException, AssignmentRejected {
    try (InputStream stretch = new Stretch(wanted.offset(), wanted.end())) {
      hold(PlacedPiece.indexAt(pieces, wanted.offset()));
      try (OutputStream out = target.open()) {
        if (wanted.transform() == Transform.ZIP) {
          rebuilder.rebuild(stretch, wanted.entry(), out);
          // It has looked, and hashing takes as long as writing.
          return wanted.entry().sha256();
        }
        copyAll(stretch, new DigestOutputStream(out, digest));
      }
      return ContentHash.of(digest.digest());
    } catch (CannotRedeflate e) {
      throw new AssignmentRejected(
          RefusalReason.CANNOT_REDEFLATE, e.getMessage() + "; synchronize the server", e);
    } catch (SectionDamaged | PieceRejected e) {
      throw rejected(wanted, e);
    } finally {
      digest.reset();
    }
  }

  /**
   * Writes what follows of a file, of the pieces that have come and are what was sent.
   *
   * @param wanted one without a transform
   * @param from how much of it is written
   * @param arrived of the whole assignment
   * @param limitBytes when it has written so much, it leaves the rest for the next call
   * @return how much of it is written then
   */
  public long copyArrived(
      PlacedFile wanted, long from, ArrivedBytes arrived, long limitBytes, OutputStream out)
      throws IOException {
    long at = wanted.offset() + from;
    long limit = Math.min(wanted.end(), at + limitBytes);
    while (at < limit) {
      int index = PlacedPiece.indexAt(pieces, at);
      PlacedPiece piece = pieces.get(index);
      if (!isThere(index, index, arrived) || !isRight(index)) {
        break;
      }
      long end = Math.min(piece.end(), piece.isLarge() ? limit : wanted.end());
      try (InputStream stretch = new Stretch(at, end)) {
        copyAll(stretch, out);
      }
      at = end;
    }
    return at - wanted.offset();
  }

  /**
   * Whether a piece makes what was sent, as far as that is known before all of it has been written.
   * What is not there yet, though it is said to be, does not; what is wrong shows in the end.
   */
  private boolean isRight(int index) throws IOException {
    try {
      return hold(index) || pieces.get(index).piece().dataBytes() == 0;
    } catch (AssignmentRejected | SectionDamaged | PieceRejected e) {
      return false;
    }
  }

  /**
   * Writes the rest of a file.
   *
   * @param wanted one without a transform
   * @param from how much of it is written
   * @throws AssignmentRejected when the data does not make what the commands say
   */
  public void copyRest(PlacedFile wanted, long from, OutputStream out)
      throws IOException, AssignmentRejected {
    try (InputStream stretch = new Stretch(wanted.offset() + from, wanted.end())) {
      copyAll(stretch, out);
    } catch (SectionDamaged | PieceRejected e) {
      throw rejected(wanted, e);
    }
  }

  private void copyAll(InputStream stretch, OutputStream out) throws IOException {
    for (int read = stretch.read(buffer); read >= 0; read = stretch.read(buffer)) {
      out.write(buffer, 0, read);
    }
  }

  private static AssignmentRejected rejected(PlacedFile wanted, IOException why) {
    return why instanceof SectionDamaged damaged
        ? damaged.why()
        : new AssignmentRejected(
            RefusalReason.CORRUPT,
            "the content of \"" + wanted.entry().path() + "\" cannot be made: " + why.getMessage(),
            why);
  }

  /** A part of the content stream. */
  private final class Stretch extends BlockInputStream {
    private final long end;
    private long position;
    private int next;

    /** Set while a piece is read that no other file shares. */
    private PieceData alone;

    private InputStream content;

    Stretch(long offset, long end) {
      this.position = offset;
      this.end = end;
      this.next = PlacedPiece.indexAt(pieces, position);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (position == end) {
        return -1;
      }
      try {
        int read = readSome(bytes, offset, (int) Math.min(length, end - position));
        position += read;
        return read;
      } catch (AssignmentRejected e) {
        throw new SectionDamaged(e);
      }
    }

    private int readSome(byte[] bytes, int offset, int length)
        throws IOException, AssignmentRejected {
      if (position == pieces.get(next).end()) {
        next++;
      }
      PlacedPiece piece = pieces.get(next);
      if (hold(next)) {
        int from = (int) (position - piece.offset());
        int read = (int) Math.min(length, piece.end() - position);
        held.get(from, bytes, offset, read);
        return read;
      }
      if (content == null) {
        alone = new PieceData(data, piece);
        content = maker.read(piece.from(position), alone);
      }
      int read = content.read(bytes, offset, length);
      if (position + read == piece.end()) {
        close();
        alone.requireIntact();
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      if (content != null) {
        content.close();
        content = null;
      }
    }
  }

  /** Makes a piece that files may share; false for one that belongs to a single file. */
  private boolean hold(int index) throws IOException, AssignmentRejected {
    PlacedPiece piece = pieces.get(index);
    if (piece.isLarge()) {
      rest();
      return false;
    }
    if (index != heldPiece) {
      for (int missing : kept.missingBefore(index)) {
        hold(missing);
      }
      heldPiece = -1;
      try (PieceData shared = new PieceData(data, piece)) {
        held = maker.make(piece.piece(), shared);
        shared.requireIntact();
      }
      kept.keep(index, held);
      heldPiece = index;
    }
    return true;
  }

  /** Leaves memory to others until more is copied. */
  public void rest() {
    heldPiece = -1;
    held = null;
    maker.rest();
  }

  @Override
  public void close() throws IOException {
    rebuilder.close();
    maker.close();
  }
}
