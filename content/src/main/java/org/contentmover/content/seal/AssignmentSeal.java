package org.contentmover.content.seal;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.contentmover.content.trust.KeyBox;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.text.Counted;
import org.contentmover.format.Seal;
import org.contentmover.format.SealedKey;

/**
 * For whom an assignment is sealed (CM-5): its data key, wrapped for the key box of every server
 * that may read it; and which parts of its data are (CM-15). It is a part of the header, so the
 * signature covers it.
 *
 * <p>Immutable, usable from any thread.
 */
public final class AssignmentSeal {
  /** Some 0.9 MiB of header. */
  public static final int MAX_BOXES = 10_000;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BOX_ID_BYTES = 8;
  private static final int WRAPPED_BYTES = SealedSections.KEY_BYTES + 48;
  private static final byte[] PURPOSE =
      "content-mover assignment key 1\0".getBytes(StandardCharsets.US_ASCII);
  private static final Comparator<ByteString> UNSIGNED =
      ByteString.unsignedLexicographicalComparator();

  private final Seal wire;
  private final DataParts dataParts;

  private AssignmentSeal(Seal wire, DataParts dataParts) {
    this.wire = wire;
    this.dataParts = dataParts;
  }

  /** A new seal, and what is to be sealed with it. */
  public record Made(AssignmentSeal seal, SealedSections sections) {
    /** The same, once it is known which parts of the data are sealed. */
    public Made with(DataParts parts) {
      Seal wire = seal.wire.toBuilder().clearDataParts().addAllDataParts(parts.lengths()).build();
      return new Made(new AssignmentSeal(wire, parts), sections);
    }
  }

  /**
   * Makes a data key and wraps it for these boxes.
   *
   * @param boxes addresses; none: nobody is to read it
   */
  public static Made make(AssignmentId assignment, Collection<String> boxes) {
    if (boxes.size() > MAX_BOXES) {
      throw new IllegalArgumentException(
          "an assignment can be sealed for " + MAX_BOXES + " servers, not for " + boxes.size());
    }
    byte[] dataKey = new byte[SealedSections.KEY_BYTES];
    RANDOM.nextBytes(dataKey);
    byte[] purpose = purpose(assignment);
    // By the key and not by how its address is written: who reads takes no box twice.
    Map<ByteString, String> byId = new TreeMap<>(UNSIGNED);
    for (String box : boxes) {
      byte[] key = Base64.getUrlDecoder().decode(box);
      byId.putIfAbsent(boxId(key), Base64.getUrlEncoder().withoutPadding().encodeToString(key));
    }
    Seal.Builder wire = Seal.newBuilder();
    byId.forEach(
        (id, box) ->
            wire.addKeys(
                SealedKey.newBuilder()
                    .setBoxId(id)
                    .setKey(ByteString.copyFrom(KeyBox.wrap(box, dataKey, purpose)))));
    return new Made(
        new AssignmentSeal(wire.build(), DataParts.NONE), new SealedSections(dataKey, assignment));
  }

  /**
   * Takes what came in a header.
   *
   * @throws IllegalArgumentException when it is no seal, saying why
   */
  public static AssignmentSeal of(Seal wire) {
    ByteString before = ByteString.EMPTY;
    for (SealedKey key : wire.getKeysList()) {
      if (key.getBoxId().size() != BOX_ID_BYTES
          || key.getKey().size() != WRAPPED_BYTES
          || UNSIGNED.compare(before, key.getBoxId()) >= 0
          || !key.getUnknownFields().asMap().isEmpty()) {
        throw new IllegalArgumentException("the assignment's seal cannot be read");
      }
      before = key.getBoxId();
    }
    if (!wire.getUnknownFields().asMap().isEmpty() || wire.getKeysCount() > MAX_BOXES) {
      throw new IllegalArgumentException("the assignment's seal cannot be read");
    }
    try {
      return new AssignmentSeal(wire, DataParts.of(wire.getDataPartsList()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the assignment's seal cannot be read: " + e.getMessage(), e);
    }
  }

  /** As it is in a header. */
  public Seal wire() {
    return wire;
  }

  /** For how many servers it is sealed. */
  public int boxes() {
    return wire.getKeysCount();
  }

  /** Which parts of the data are sealed; the commands always are. */
  public DataParts dataParts() {
    return dataParts;
  }

  /** Whether the owner of the box of that address can open it. */
  public boolean isFor(String box) {
    ByteString id = boxId(box);
    return wire.getKeysList().stream().anyMatch(it -> it.getBoxId().equals(id));
  }

  /**
   * Unwraps the data key.
   *
   * @throws AssignmentRejected when it is not for this box, or is not what was wrapped for it
   */
  public SealedSections open(KeyBox box, AssignmentId assignment) throws AssignmentRejected {
    ByteString id = boxId(box.address());
    SealedKey own =
        wire.getKeysList().stream()
            .filter(it -> it.getBoxId().equals(id))
            .findFirst()
            .orElseThrow(() -> notFor("key box " + box.address()));
    try {
      byte[] dataKey = box.unwrap(own.getKey().toByteArray(), purpose(assignment));
      if (dataKey.length == SealedSections.KEY_BYTES) {
        return new SealedSections(dataKey, assignment);
      }
    } catch (GeneralSecurityException e) {
      // Told below: what was wrong with it tells nobody more.
    }
    throw new AssignmentRejected(
        RefusalReason.SEAL_BROKEN,
        "the assignment's key for key box "
            + box.address()
            + " was not made for this assignment and this box");
  }

  /** What is said to who cannot open it. */
  public AssignmentRejected notFor(String whom) {
    return new AssignmentRejected(
        RefusalReason.SEALED_FOR_OTHERS,
        "the assignment is "
            + this
            + ", and "
            + whom
            + " is not among them: the server was no member of the content group when it was"
            + " written, or has lost its box.key since; it is synchronized with one of its own");
  }

  /** What is said where there is no key box at all. */
  public AssignmentRejected withoutBox() {
    return new AssignmentRejected(
        RefusalReason.SEALED_FOR_OTHERS,
        "the assignment is " + this + ", and there is no key box here to open it with");
  }

  private static ByteString boxId(String address) {
    return boxId(Base64.getUrlDecoder().decode(address));
  }

  private static ByteString boxId(byte[] key) {
    byte[] hash = ContentHash.sha256(key).bytes();
    return ByteString.copyFrom(Arrays.copyOf(hash, BOX_ID_BYTES));
  }

  private static byte[] purpose(AssignmentId assignment) {
    return ByteBuffer.allocate(PURPOSE.length + 16)
        .put(PURPOSE)
        .putLong(assignment.value().getMostSignificantBits())
        .putLong(assignment.value().getLeastSignificantBits())
        .array();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AssignmentSeal seal && wire.equals(seal.wire);
  }

  @Override
  public int hashCode() {
    return wire.hashCode();
  }

  @Override
  public String toString() {
    return "sealed for " + Counted.of(boxes(), "key box", "key boxes");
  }
}
