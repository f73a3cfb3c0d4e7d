package org.contentmover.content.delta;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.contentmover.content.delta.zip.ZipRebuilder;
import org.contentmover.content.store.CompressionPolicy;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/** A delta in memory, and a reader that goes through it once, as a server does. */
final class CollectedDelta implements DeltaSink {
  private final List<Object> commands = new ArrayList<>();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  private record Placed(ManifestEntry file, Transform transform, long streamBytes) {}

  static CollectedDelta between(TreeOfBytes base, TreeOfBytes target, DeltaProfile profile)
      throws IOException {
    Manifest from = base.manifest();
    Manifest to = target.manifest();
    DeltaPlan plan = DeltaPlan.between(from, to, base, target);
    CollectedDelta delta = new CollectedDelta();
    new DeltaWriter(plan, base, target, profile, CompressionPolicy.DEFAULT).write(delta);
    return delta;
  }

  @Override
  public void piece(Piece piece, byte[] bytes, int length) {
    if (length != piece.dataBytes()) {
      throw new AssertionError(piece + " comes with " + length + " bytes");
    }
    commands.add(piece);
    data.write(bytes, 0, length);
  }

  @Override
  public void file(ManifestEntry file, Transform transform, long streamBytes) {
    commands.add(new Placed(file, transform, streamBytes));
  }

  List<Piece> pieces() {
    return commands.stream().filter(Piece.class::isInstance).map(Piece.class::cast).toList();
  }

  List<Transform> transforms() {
    return commands.stream()
        .filter(Placed.class::isInstance)
        .map(command -> ((Placed) command).transform())
        .toList();
  }

  int dataBytes() {
    return data.size();
  }

  byte[] data() {
    return data.toByteArray();
  }

  /** What the files of the delta are. */
  Map<String, byte[]> read(BaseFiles base) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    InputStream arrived = new ByteArrayInputStream(data.toByteArray());
    ByteArrayOutputStream made = new ByteArrayOutputStream();
    MadeContent kept =
        (ranges, into) ->
            ranges.forEach(
                range -> into.put(made.toByteArray(), (int) range.offset(), (int) range.length()));
    try (PieceReader reader = new PieceReader(base, kept)) {
      Iterator<Object> next = commands.iterator();
      InputStream current = InputStream.nullInputStream();
      while (next.hasNext()) {
        Object command = next.next();
        if (command instanceof Piece piece) {
          requireExhausted(current);
          current = made(reader.read(piece, arrived), made);
          continue;
        }
        Placed placed = (Placed) command;
        byte[] content = new byte[(int) placed.streamBytes()];
        int filled = current.readNBytes(content, 0, content.length);
        while (filled < content.length) {
          requireExhausted(current);
          current = made(reader.read((Piece) next.next(), arrived), made);
          filled += current.readNBytes(content, filled, content.length - filled);
        }
        files.put(
            placed.file().path(),
            placed.transform() == Transform.ZIP ? zip(placed, content) : content);
      }
      requireExhausted(current);
    }
    if (arrived.read() >= 0) {
      throw new AssertionError("data is left over");
    }
    return files;
  }

  /** The content of a piece, which is remembered. */
  private static InputStream made(InputStream piece, ByteArrayOutputStream made)
      throws IOException {
    byte[] content = piece.readAllBytes();
    made.write(content, 0, content.length);
    return new ByteArrayInputStream(content);
  }

  private static byte[] zip(Placed placed, byte[] view) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipRebuilder rebuilder = new ZipRebuilder()) {
      rebuilder.rebuild(new ByteArrayInputStream(view), placed.file(), out);
    }
    return out.toByteArray();
  }

  private static void requireExhausted(InputStream current) throws IOException {
    if (current.read() >= 0) {
      throw new AssertionError("a piece has bytes that belong to no file");
    }
  }

  /** Whether reading gives every file of the plan. */
  void requireMakes(TreeOfBytes base, TreeOfBytes target) throws IOException {
    DeltaPlan plan = DeltaPlan.between(base.manifest(), target.manifest(), base, target);
    Map<String, byte[]> made = read(base);
    for (PutFile put : plan.puts()) {
      byte[] content = made.remove(put.file().path());
      if (!Arrays.equals(content, target.files().get(put.file().path()))) {
        throw new AssertionError("\"" + put.file().path() + "\" is not what it was");
      }
    }
    if (!made.isEmpty()) {
      throw new AssertionError("files nobody asked for: " + made.keySet());
    }
  }
}
