package org.contentmover.content.assignment;

import com.github.luben.zstd.Zstd;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.store.PackOrder;
import org.contentmover.content.store.PackedContent;
import org.contentmover.content.store.Packing;
import org.contentmover.content.store.SmallContents;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreeChange;

/**
 * Lays out the data section: frames of the store that hold nothing else are taken over as they are;
 * other small files are put together in frames of up to a mebibyte.
 *
 * <p>Nothing is copied here but what has to be packed anew, into a file of its own; {@link #ranges}
 * says where all of it lies. Commands come out in the order of the data. Memory: one frame, and
 * some hundred bytes for each file. One thread.
 */
final class DataSection implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final ContentStore store;
  private final SmallContents contents;
  private final Path repackedFile;
  private final CommandSink commands;
  private final Map<Path, Boolean> fresh = new HashMap<>();
  private final List<Range> ranges = new ArrayList<>();
  private final byte[] group = new byte[PackOrder.MAX_GROUP_BYTES];
  private final List<ManifestEntry> grouped = new ArrayList<>();
  private OutputStream repacked;
  private long repackedBytes;
  private Packing groupPacking;
  private int groupBytes;
  private long bytes;

  /** A part of a file. */
  record Range(Path file, long offset, long length) {}

  /** Takes the commands of files once it is known where their bytes are. */
  @FunctionalInterface
  interface CommandSink {
    void write(AssignmentCommand command) throws IOException;
  }

  /** A file and where its content lies. */
  private record Placed(ManifestEntry file, PackedContent content) {}

  /**
   * A section without files.
   *
   * @param repackedFile made when something has to be packed anew
   */
  DataSection(ContentStore store, Path repackedFile, CommandSink commands) {
    this.store = store;
    this.contents = new SmallContents(store);
    this.repackedFile = repackedFile;
    this.commands = commands;
  }

  /** Takes all files; once. */
  void add(List<ManifestEntry> files) throws IOException {
    Map<List<Object>, List<Placed>> frames = new LinkedHashMap<>();
    List<ManifestEntry> sorted =
        PackOrder.sorted(files, ManifestEntry::path, ManifestEntry::sizeBytes, store.compression());
    for (ManifestEntry file : sorted) {
      if (file.sizeBytes() == 0) {
        commands.write(new AssignmentCommand(new TreeChange.PutFile(file), null));
      } else {
        PackedContent content = store.find(file.sha256());
        if (content.sizeBytes() != file.sizeBytes()) {
          throw new IOException("\"" + file.path() + "\" has not the size the manifest says");
        }
        frames
            .computeIfAbsent(List.of(content.pack(), content.frameOffset()), f -> new ArrayList<>())
            .add(new Placed(file, content));
      }
    }
    List<ManifestEntry> others = new ArrayList<>();
    for (List<Placed> frame : frames.values()) {
      frame.sort(Comparator.comparingLong(it -> it.content().offsetInFrame()));
      if (fills(frame)) {
        takeOver(frame);
      } else {
        frame.forEach(it -> others.add(it.file()));
      }
    }
    for (ManifestEntry file : others) {
      addToGroup(file);
    }
    closeGroup();
  }

  /** Whether these files are all there is in their frame, each once. */
  private static boolean fills(List<Placed> frame) {
    long end = 0;
    for (Placed it : frame) {
      if (it.content().offsetInFrame() != end) {
        return false;
      }
      end += it.content().sizeBytes();
    }
    return end == frame.get(0).content().frameContentBytes();
  }

  private void takeOver(List<Placed> frame) throws IOException {
    PackedContent at = frame.get(0).content();
    if (!fresh.computeIfAbsent(at.pack(), store::takeFresh)) {
      requireIntact(frame);
    }
    for (Placed it : frame) {
      commands.write(
          new AssignmentCommand(
              new TreeChange.PutFile(it.file()),
              new Payload(
                  bytes,
                  at.frameBytes(),
                  at.frameContentBytes(),
                  at.packing(),
                  it.content().offsetInFrame())));
    }
    append(at.pack(), at.frameOffset(), at.frameBytes());
  }

  /** What is taken over would otherwise be signed unseen. */
  private void requireIntact(List<Placed> frame) throws IOException {
    for (Placed it : frame) {
      if (it.file().sizeBytes() <= PackOrder.MAX_GROUPED_FILE_BYTES) {
        byte[] unused = contents.read(it.file().sha256());
      } else {
        try (InputStream in = store.read(it.file().sha256())) {
          in.transferTo(OutputStream.nullOutputStream());
        }
      }
    }
  }

  private void addToGroup(ManifestEntry file) throws IOException {
    if (file.sizeBytes() > PackOrder.MAX_GROUPED_FILE_BYTES) {
      // The same content under a second name: its frame is sent again.
      takeOver(List.of(new Placed(file, store.find(file.sha256()))));
      return;
    }
    Packing packing = store.compression().compresses(file.path()) ? Packing.ZSTD : Packing.STORED;
    if (packing != groupPacking || groupBytes + file.sizeBytes() > PackOrder.MAX_GROUP_BYTES) {
      closeGroup();
      groupPacking = packing;
    }
    byte[] content = contents.read(file.sha256());
    System.arraycopy(content, 0, group, groupBytes, content.length);
    grouped.add(file);
    groupBytes += content.length;
  }

  private void closeGroup() throws IOException {
    if (grouped.isEmpty()) {
      return;
    }
    byte[] content = Arrays.copyOf(group, groupBytes);
    byte[] frame =
        groupPacking == Packing.ZSTD
            ? Zstd.compress(content, store.compression().level())
            : content;
    long offsetInFrame = 0;
    for (ManifestEntry file : grouped) {
      commands.write(
          new AssignmentCommand(
              new TreeChange.PutFile(file),
              new Payload(bytes, frame.length, groupBytes, groupPacking, offsetInFrame)));
      offsetInFrame += file.sizeBytes();
    }
    if (repacked == null) {
      repacked = new BufferedOutputStream(Files.newOutputStream(repackedFile), BUFFER_BYTES);
    }
    repacked.write(frame);
    append(repackedFile, repackedBytes, frame.length);
    repackedBytes += frame.length;
    grouped.clear();
    groupBytes = 0;
  }

  private void append(Path file, long offset, long length) {
    bytes += length;
    if (!ranges.isEmpty()) {
      Range last = ranges.get(ranges.size() - 1);
      if (last.file().equals(file) && last.offset() + last.length() == offset) {
        ranges.set(ranges.size() - 1, new Range(file, last.offset(), last.length() + length));
        return;
      }
    }
    ranges.add(new Range(file, offset, length));
  }

  long bytes() {
    return bytes;
  }

  /** Where the data lies, in its order; to be read after {@link #close}. */
  List<Range> ranges() {
    return ranges;
  }

  @Override
  public void close() throws IOException {
    if (repacked != null) {
      repacked.close();
    }
  }
}
