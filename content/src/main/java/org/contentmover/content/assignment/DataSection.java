package org.contentmover.content.assignment;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.store.Packing;
import org.contentmover.content.store.StoredObject;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreeChange;

/**
 * Writes the data section: small files together in frames of up to a mebibyte, so that many of them
 * cost few frames and compress well; the others alone, packed as the store has them.
 *
 * <p>Commands come out in the order in which files went in, as soon as their frame is closed.
 * Memory: one frame. One thread.
 */
final class DataSection {
  /** Larger files gain nothing from company. */
  static final int MAX_GROUPED_FILE_BYTES = 128 * 1024;

  static final int MAX_GROUP_BYTES = 1024 * 1024;
  private static final int BUFFER_BYTES = 1 << 16;

  private final ContentStore store;
  private final OutputStream out;
  private final CommandSink commands;
  private final byte[] group = new byte[MAX_GROUP_BYTES];
  private final List<ManifestEntry> grouped = new ArrayList<>();
  private Packing groupPacking;
  private int groupBytes;
  private long bytesWritten;

  /** Takes the commands of files once it is known where their bytes are. */
  @FunctionalInterface
  interface CommandSink {
    void write(AssignmentCommand command) throws IOException;
  }

  DataSection(ContentStore store, OutputStream out, CommandSink commands) {
    this.store = store;
    this.out = out;
    this.commands = commands;
  }

  void add(ManifestEntry file) throws IOException {
    if (file.sizeBytes() == 0) {
      commands.write(new AssignmentCommand(new TreeChange.PutFile(file), null));
    } else if (file.sizeBytes() <= MAX_GROUPED_FILE_BYTES) {
      addToGroup(file);
    } else {
      closeGroup();
      addAlone(file);
    }
  }

  private void addToGroup(ManifestEntry file) throws IOException {
    Packing packing = store.compression().compresses(file.path()) ? Packing.ZSTD : Packing.STORED;
    if (packing != groupPacking || groupBytes + file.sizeBytes() > MAX_GROUP_BYTES) {
      closeGroup();
      groupPacking = packing;
    }
    byte[] content = store.readWhole(file.sha256(), (int) file.sizeBytes());
    System.arraycopy(content, 0, group, groupBytes, content.length);
    grouped.add(file);
    groupBytes += content.length;
  }

  private void closeGroup() throws IOException {
    if (grouped.isEmpty()) {
      return;
    }
    byte[] frame =
        groupPacking == Packing.ZSTD
            ? Zstd.compress(Arrays.copyOf(group, groupBytes), store.compression().level())
            : Arrays.copyOf(group, groupBytes);
    long offset = bytesWritten;
    write(frame, frame.length);
    long offsetInFrame = 0;
    for (ManifestEntry file : grouped) {
      commands.write(
          new AssignmentCommand(
              new TreeChange.PutFile(file),
              new Payload(offset, frame.length, groupBytes, groupPacking, offsetInFrame)));
      offsetInFrame += file.sizeBytes();
    }
    grouped.clear();
    groupBytes = 0;
  }

  private void addAlone(ManifestEntry file) throws IOException {
    requireIntact(file);
    StoredObject object = store.object(file.sha256());
    long offset = bytesWritten;
    try (InputStream in = Files.newInputStream(object.file())) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        write(buffer, read);
      }
    }
    commands.write(
        new AssignmentCommand(
            new TreeChange.PutFile(file),
            new Payload(offset, bytesWritten - offset, file.sizeBytes(), object.packing(), 0)));
  }

  /** What is copied packed would otherwise be signed unseen. */
  private void requireIntact(ManifestEntry file) throws IOException {
    try (InputStream in = store.read(file.sha256())) {
      if (in.transferTo(OutputStream.nullOutputStream()) != file.sizeBytes()) {
        throw wrongSize(file);
      }
    }
  }

  private static IOException wrongSize(ManifestEntry file) {
    return new IOException("\"" + file.path() + "\" has not the size the manifest says");
  }

  private void write(byte[] bytes, int length) throws IOException {
    out.write(bytes, 0, length);
    bytesWritten += length;
  }

  /** Ends the section. */
  void finish() throws IOException {
    closeGroup();
  }

  long bytesWritten() {
    return bytesWritten;
  }
}
