package org.contentmover.content.assignment;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.contentmover.content.delta.BaseFiles;
import org.contentmover.content.disk.SectionInputStream;
import org.contentmover.content.seal.AssignmentSeal;
import org.contentmover.content.seal.AssignmentSignature;
import org.contentmover.content.seal.SealedSections;
import org.contentmover.content.seal.SealedSections.Section;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.content.trust.KeyBox;
import org.contentmover.content.trust.PublicKeyLookup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.Scratch;
import org.contentmover.format.Trailer;

/**
 * Reads an assignment whose signature it has checked (CM-12).
 *
 * <p>One thread at a time. The file must not change while it is open; whoever can change it can at
 * most have the assignment rejected, because every result is compared with what is signed.
 */
public final class AssignmentReader implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final FileChannel file;
  private final Preamble preamble;
  private final AssignmentHeader header;
  private final Optional<SignedStatement> statement;
  private final ContentHash commandsSha256;
  private final String keyId;
  private final Optional<AssignmentSeal> seal;
  private final List<SiteCommit> joint;
  private final Optional<KeyBox> box;

  /** Null as long as nothing was unsealed. */
  private SealedSections unsealing;

  private AssignmentReader(
      FileChannel file,
      Preamble preamble,
      AssignmentHeader header,
      Optional<SignedStatement> statement,
      Optional<AssignmentSeal> seal,
      List<SiteCommit> joint,
      ContentHash commandsSha256,
      String keyId,
      Optional<KeyBox> box) {
    this.file = file;
    this.preamble = preamble;
    this.header = header;
    this.statement = statement;
    this.commandsSha256 = commandsSha256;
    this.keyId = keyId;
    this.seal = seal;
    this.joint = joint;
    this.box = box;
  }

  /**
   * Opens a file that has its full size. Form, lengths, key, signature and the commands' hash are
   * checked when this returns; content is checked while it is read. So a file that is still being
   * received can be read as soon as what comes before its data is there.
   *
   * @throws AssignmentRejected naming what is wrong with it
   */
  public static AssignmentReader open(Path path, PublicKeyLookup trusted)
      throws IOException, AssignmentRejected {
    return open(path, trusted, Optional.empty());
  }

  /**
   * Opens a file as above, whose commands and data may be sealed.
   *
   * @param box with what they are unsealed when they are asked for
   */
  public static AssignmentReader open(Path path, PublicKeyLookup trusted, Optional<KeyBox> box)
      throws IOException, AssignmentRejected {
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return open(file, trusted, box);
    } catch (IOException | AssignmentRejected | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static AssignmentReader open(
      FileChannel file, PublicKeyLookup trusted, Optional<KeyBox> box)
      throws IOException, AssignmentRejected {
    Preamble preamble = Preamble.read(ByteBuffer.wrap(read(file, 0, Preamble.BYTES)));
    if (file.size() != preamble.totalBytes()) {
      throw new AssignmentRejected(
          RefusalReason.MALFORMED,
          "the assignment has " + file.size() + " bytes instead of " + preamble.totalBytes());
    }
    byte[] headerBytes = read(file, Preamble.BYTES, preamble.headerBytes());
    Trailer trailer = trailer(read(file, preamble.trailerOffset(), preamble.trailerBytes()));
    ContentHash commandsSha256 = commandsSha256(trailer);
    AssignmentSignature.verify(
        trusted,
        trailer.getKeyId(),
        trailer.getSignature().toByteArray(),
        headerBytes,
        commandsSha256);
    AssignmentHeader header = WireHeader.decode(headerBytes);
    Optional<AssignmentSeal> seal = WireHeader.seal(headerBytes);
    if (header.commandBytes() != preamble.commandBytes()
        || header.dataBytes() != preamble.dataBytes()
        || seal.isPresent() && seal.get().dataParts().travellingBytes() != preamble.dataBytes()) {
      throw new AssignmentRejected(
          RefusalReason.MALFORMED, "the assignment's lengths are not those of its header");
    }
    AssignmentReader reader =
        new AssignmentReader(
            file,
            preamble,
            header,
            WireHeader.statement(headerBytes),
            seal,
            WireHeader.joint(headerBytes, header),
            commandsSha256,
            trailer.getKeyId(),
            box);
    reader.requireCommands();
    return reader;
  }

  private static byte[] read(FileChannel file, long offset, int length) throws IOException {
    return new SectionInputStream(file, offset, length).readNBytes(length);
  }

  private static Trailer trailer(byte[] bytes) throws AssignmentRejected {
    try {
      Trailer trailer = Trailer.parseFrom(bytes);
      if (trailer.getUnknownFields().asMap().isEmpty()) {
        return trailer;
      }
      throw new AssignmentRejected(
          RefusalReason.UNSUPPORTED_FORMAT,
          "the assignment's trailer has parts this server does not know");
    } catch (InvalidProtocolBufferException e) {
      throw new AssignmentRejected(
          RefusalReason.MALFORMED, "the assignment's trailer cannot be read", e);
    }
  }

  private static ContentHash commandsSha256(Trailer trailer) throws AssignmentRejected {
    try {
      return WireHeader.hash(trailer.getCommandsSha256());
    } catch (IllegalArgumentException e) {
      throw new AssignmentRejected(
          RefusalReason.MALFORMED, "the assignment's trailer names no hash of the commands", e);
    }
  }

  private void requireCommands() throws IOException, AssignmentRejected {
    MessageDigest digest = ContentHash.newDigest();
    try (InputStream in = new DigestInputStream(commandBytes(), digest)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      while (in.read(buffer) >= 0) {
        // The digest takes note of what passes.
      }
    }
    if (!ContentHash.of(digest.digest()).equals(commandsSha256)) {
      throw new AssignmentRejected(
          RefusalReason.CORRUPT, "the assignment's commands do not hash to what is signed");
    }
  }

  private InputStream commandBytes() {
    return new SectionInputStream(file, preamble.commandsOffset(), preamble.commandBytes());
  }

  public AssignmentHeader header() {
    return header;
  }

  /** What a publisher says to it; its signature is not checked here. */
  public Optional<SignedStatement> statement() {
    return statement;
  }

  /** For whom it is sealed; empty when it is plain. */
  public Optional<AssignmentSeal> seal() {
    return seal;
  }

  /** The sites it is for, by name: nearly always one. */
  public List<HostedSite> sites() {
    List<HostedSite> sites = new ArrayList<>(List.of(header.hostedSite()));
    joint.forEach(it -> sites.add(it.header().hostedSite()));
    return sites;
  }

  /** What a commit says of other sites, which go live with its own or not at all; by name. */
  public List<SiteCommit> joint() {
    return joint;
  }

  /** The key it is signed with. */
  public String keyId() {
    return keyId;
  }

  /** Whether everything before the data, by which a reader knows what there is to do, is there. */
  public static boolean canBeOpened(Path path, ArrivedBytes arrived) throws IOException {
    if (!arrived.has(0, Preamble.BYTES)) {
      return false;
    }
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      Preamble preamble = Preamble.read(ByteBuffer.wrap(read(file, 0, Preamble.BYTES)));
      return arrived.has(0, preamble.dataOffset());
    } catch (AssignmentRejected e) {
      return false;
    }
  }

  /** Whether both say and bring the same, signed by the same key. */
  public boolean saysTheSameAs(AssignmentReader other) {
    return header.equals(other.header)
        && statement.equals(other.statement)
        && seal.equals(other.seal)
        && commandsSha256.equals(other.commandsSha256)
        && keyId.equals(other.keyId);
  }

  /**
   * The commands from the first on; may be asked for again and again.
   *
   * @param baseFiles the files of the base manifest, which commands name by their index
   * @throws AssignmentRejected when they are sealed, and not for this reader's box
   */
  public CommandStream commands(List<ManifestEntry> baseFiles)
      throws IOException, AssignmentRejected {
    return new CommandStream(
        new BufferedInputStream(plainCommandBytes(), BUFFER_BYTES),
        header.commandContentBytes(),
        baseFiles);
  }

  private InputStream plainCommandBytes() throws AssignmentRejected {
    if (seal.isEmpty()) {
      return commandBytes();
    }
    SealedSection sealed =
        new SealedSection(
            file,
            preamble.commandsOffset(),
            preamble.commandBytes(),
            unsealing(),
            Section.COMMANDS);
    return sealed.read(0, length(sealed));
  }

  private SealedSections unsealing() throws AssignmentRejected {
    if (unsealing == null) {
      KeyBox opening = box.orElseThrow(() -> seal.get().withoutBox());
      unsealing = seal.get().open(opening, header.assignmentId());
    }
    return unsealing;
  }

  private static long length(SealedSection sealed) throws AssignmentRejected {
    try {
      return sealed.bytes();
    } catch (IOException e) {
      throw new AssignmentRejected(
          RefusalReason.MALFORMED, "the assignment's sealed commands have an impossible length", e);
    }
  }

  private DataSection data() throws AssignmentRejected {
    return seal.isEmpty()
        ? new DataSection.Plain(file, preamble.dataOffset())
        : new PartedData(file, preamble.dataOffset(), seal.get().dataParts(), unsealing());
  }

  /** How much data there is, unsealed. */
  public long dataBytes() {
    return seal.map(it -> it.dataParts().bytes()).orElse(preamble.dataBytes());
  }

  /** As {@link #commands(List)}, for who does not know the base and only wants to look. */
  public CommandStream commands() throws IOException, AssignmentRejected {
    return commands(null);
  }

  /**
   * Reads all data.
   *
   * @param layout of all commands
   * @throws AssignmentRejected when it is not what the commands were made for
   */
  public void requireData(ContentLayout layout) throws IOException, AssignmentRejected {
    byte[] buffer = new byte[BUFFER_BYTES];
    DataSection all = data();
    for (ContentLayout.PlacedPiece it : layout.pieces()) {
      try (PieceData data = new PieceData(all, it)) {
        while (data.read(buffer) >= 0) {
          // The checksum takes note of what passes.
        }
        data.requireIntact();
      } catch (SectionDamaged e) {
        throw e.why();
      }
    }
  }

  /**
   * The content of the files; good as long as this is open.
   *
   * @param layout of all commands
   * @param base opens the files of the base version
   * @param scratch for what of the content is used once more
   * @throws AssignmentRejected when it is sealed, and not for this reader's box
   */
  public ContentReader content(ContentLayout layout, BaseFiles base, Scratch.Source scratch)
      throws AssignmentRejected {
    return new ContentReader(data(), layout, base, scratch);
  }

  /**
   * The content of the files as above, by a layout that an earlier reader began with; what that one
   * kept is not made again.
   */
  public ContentReader content(ContentReader earlier, BaseFiles base) throws AssignmentRejected {
    return new ContentReader(data(), earlier, base);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
