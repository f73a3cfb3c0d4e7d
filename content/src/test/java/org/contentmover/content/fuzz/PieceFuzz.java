package org.contentmover.content.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.contentmover.content.delta.BaseRange;
import org.contentmover.content.delta.MadeRange;
import org.contentmover.content.delta.Piece;
import org.contentmover.content.delta.PieceReader;
import org.contentmover.content.delta.View;
import org.contentmover.content.fixture.BytesFile;

/**
 * Pieces that claim anything, over any data and a small base: the reader makes exactly as many
 * bytes as the piece says or an IOException, in bounded memory.
 */
public final class PieceFuzz {
  private static final byte[] BASE = base();

  private PieceFuzz() {}

  private static byte[] base() {
    byte[] base = new byte[10_000];
    for (int i = 0; i < base.length; i++) {
      base[i] = (byte) (i * i >> 3);
    }
    return base;
  }

  /** A piece and its data. */
  public static void fuzzerTestOneInput(byte[] input) {
    ByteBuffer in = ByteBuffer.wrap(input);
    Piece piece;
    try {
      piece = piece(in);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return;
    }
    try (PieceReader reader =
            new PieceReader(
                file -> {
                  if (file > 1) {
                    throw new IOException("there is no base file " + file);
                  }
                  return new BytesFile(BASE);
                },
                PieceFuzz::made);
        InputStream content =
            reader.read(piece, new ByteArrayInputStream(input, in.position(), in.remaining()))) {
      long bytes = content.transferTo(OutputStream.nullOutputStream());
      if (bytes != piece.contentBytes()) {
        throw new AssertionError(piece + " made " + bytes + " bytes");
      }
    } catch (IOException e) {
      // What is wrong is said.
    }
  }

  private static Piece piece(ByteBuffer in) {
    int kind = in.get() & 3;
    long contentBytes = in.getInt();
    return switch (kind) {
      case 0 -> new Piece.Stored(contentBytes);
      case 1 -> new Piece.Zstd(contentBytes, in.getInt());
      case 2 -> new Piece.Copy(range(in));
      default -> {
        long dataBytes = in.getInt();
        List<BaseRange> ranges = new ArrayList<>();
        List<MadeRange> made = new ArrayList<>();
        int counts = in.get();
        for (int left = counts & 7; left > 0; left--) {
          ranges.add(range(in));
        }
        for (int left = counts >> 3 & 3; left > 0; left--) {
          made.add(new MadeRange(in.getShort(), in.getShort()));
        }
        yield new Piece.Patch(contentBytes, dataBytes, ranges, made, counts >> 5 & 3);
      }
    };
  }

  /** As much as the base is there. */
  private static void made(List<MadeRange> ranges, ByteBuffer into) throws IOException {
    for (MadeRange range : ranges) {
      if (range.end() > BASE.length) {
        throw new IOException("content that is not there");
      }
      into.put(BASE, (int) range.offset(), (int) range.length());
    }
  }

  private static BaseRange range(ByteBuffer in) {
    int file = in.get();
    int entry = file >> 1 & 3;
    View view = new View(entry, entry == 0 ? 0 : file >> 3 & 3);
    return new BaseRange(file & 1, view, in.getShort(), in.getShort());
  }
}
