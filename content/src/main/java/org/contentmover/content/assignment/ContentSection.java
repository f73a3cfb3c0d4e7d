package org.contentmover.content.assignment;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.contentmover.content.delta.DeltaSink;
import org.contentmover.content.delta.MadeRange;
import org.contentmover.content.delta.MadeRanges;
import org.contentmover.content.delta.Piece;
import org.contentmover.content.delta.Transform;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreeChange;

/**
 * Takes the content stream: its commands go to the command section at once; of its data what is
 * made anew goes into a file of its own, and {@link #ranges} says where all of it lies. One thread.
 */
final class ContentSection implements DeltaSink, Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final CommandSection commands;
  private final Path madeFile;
  private final Optional<SecretContent> secrets;
  private final List<Range> ranges = new ArrayList<>();
  private OutputStream made;
  private long madeBytes;
  private long bytes;
  private long files;
  private final List<MadeRange> usedAgain = new ArrayList<>();

  /** A part of a file. */
  record Range(Path file, long offset, long length) {
    long end() {
      return offset + length;
    }
  }

  /**
   * A section without content.
   *
   * @param madeFile created when something is made anew
   * @param secrets where only some files are secret
   */
  ContentSection(CommandSection commands, Path madeFile, Optional<SecretContent> secrets) {
    this.commands = commands;
    this.madeFile = madeFile;
    this.secrets = secrets;
  }

  @Override
  public void piece(Piece piece, byte[] data, int length) throws IOException {
    CRC32C crc32c = new CRC32C();
    crc32c.update(data, 0, length);
    if (piece instanceof Piece.Patch patch) {
      usedAgain.addAll(patch.made());
    }
    write(piece, (int) crc32c.getValue());
    if (length > 0) {
      if (made == null) {
        made = new BufferedOutputStream(Files.newOutputStream(madeFile), BUFFER_BYTES);
      }
      made.write(data, 0, length);
      append(new Range(madeFile, madeBytes, length));
      madeBytes += length;
    }
  }

  /** As {@link #piece(Piece, byte[], int)}, for one whose data lies somewhere already. */
  void piece(Piece piece, int crc32c, Range data) throws IOException {
    write(piece, crc32c);
    append(data);
  }

  private void write(Piece piece, int crc32c) throws IOException {
    commands.write(new AssignmentCommand.Content(piece, crc32c));
    secrets.ifPresent(it -> it.piece(piece));
  }

  @Override
  public void file(ManifestEntry file, Transform transform, long streamBytes) throws IOException {
    if (streamBytes > 0) {
      commands.write(
          new AssignmentCommand.Change(new TreeChange.PutFile(file), transform, streamBytes));
      secrets.ifPresent(it -> it.file(file, streamBytes));
      files++;
    }
  }

  /** How many files have content. */
  long files() {
    return files;
  }

  /** How much of the content a server keeps to make other content of it. */
  long usedAgainBytes() {
    return new MadeRanges(usedAgain).bytes();
  }

  private void append(Range next) {
    bytes += next.length();
    if (!ranges.isEmpty()) {
      Range last = ranges.get(ranges.size() - 1);
      if (last.file().equals(next.file()) && last.offset() + last.length() == next.offset()) {
        ranges.set(
            ranges.size() - 1,
            new Range(last.file(), last.offset(), last.length() + next.length()));
        return;
      }
    }
    ranges.add(next);
  }

  /** Length of the data. */
  long bytes() {
    return bytes;
  }

  /** Where the data lies, in its order; to be read after {@link #close}. */
  List<Range> ranges() {
    return ranges;
  }

  @Override
  public void close() throws IOException {
    if (made != null) {
      made.close();
    }
  }
}
