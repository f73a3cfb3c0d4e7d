package org.contentmover.ccm.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.trust.CcmKeyRing;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.content.trust.KeyFile;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.content.trust.TokenRejected;

/**
 * The CCM's signing key and those before and after it (UI-4): key files in one directory, and
 * beside them the letters that lead servers from ring to ring. Which step of a rotation it is in is
 * what the directory holds, so a crash at any moment leaves the step before or the one after.
 *
 * <p>One process uses the directory; safe for any of its threads.
 */
public final class CcmKeyChain {
  /** Where a rotation is. */
  public enum Step {
    /** One key. */
    RESTING,
    /** Servers are told of the next key; everything is signed with the old one. */
    INTRODUCED,
    /** Everything is signed with the new key; the old one is still trusted. */
    CHANGED
  }

  private final Path currentFile;
  private final Path nextFile;
  private final Path previousFile;
  private final Path lettersFile;
  private SigningKey current;
  private SigningKey next;
  private List<String> letters;
  private CcmKeyRing ring;
  private Step step;

  private CcmKeyChain(Path currentFile) {
    this.currentFile = currentFile;
    this.nextFile = currentFile.resolveSibling("ccm-next.key");
    this.previousFile = currentFile.resolveSibling("ccm-previous.key");
    this.lettersFile = currentFile.resolveSibling("ccm-rings");
  }

  /**
   * Opens the keys, and makes the first one when there is none.
   *
   * @param currentFile the key everything is signed with
   */
  public static CcmKeyChain open(Path currentFile) throws IOException {
    CcmKeyChain chain = new CcmKeyChain(currentFile);
    chain.read();
    return chain;
  }

  private void read() throws IOException {
    if (!Files.exists(currentFile) && Files.exists(nextFile)) {
      move(nextFile, currentFile); // A change that was interrupted.
    }
    if (!Files.exists(currentFile) && Files.exists(lettersFile)) {
      throw new IOException(
          currentFile
              + " is gone, and servers trust the key in it; restore it, or move "
              + lettersFile
              + " away too and enrol every server again");
    }
    current = KeyFile.loadOrCreate(currentFile);
    next = Files.exists(nextFile) ? KeyFile.load(nextFile) : null;
    readLetters();
    if (next != null && ring.find(next.keyId()).isEmpty()) {
      tell(List.of(current.publicKey(), next.publicKey()), current);
    }
    if (next == null && ring.keys().size() == 1) {
      Files.deleteIfExists(previousFile);
    }
    step = next != null ? Step.INTRODUCED : ring.keys().size() == 1 ? Step.RESTING : Step.CHANGED;
  }

  /** The first line is the key of ring 1; each further one leads to the ring after. */
  private void readLetters() throws IOException {
    if (!Files.exists(lettersFile)) {
      letters = List.of();
      write(Ed25519Keys.encodePublic(current.publicKey()), letters);
    }
    List<String> lines = Files.readAllLines(lettersFile);
    try {
      ring = CcmKeyRing.first(Ed25519Keys.decodePublic(lines.get(0)));
      letters = List.copyOf(lines.subList(1, lines.size()));
      for (String letter : letters) {
        ring = ring.after(letter);
      }
    } catch (TokenRejected | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException(lettersFile + " is damaged; restore it with the keys beside it", e);
    }
    if (ring.find(current.keyId()).isEmpty()) {
      throw new IOException(
          "key "
              + current.keyId()
              + " in "
              + currentFile
              + " is none of those servers were told of in "
              + lettersFile
              + "; restore both from one backup");
    }
  }

  private void write(String first, List<String> lines) throws IOException {
    List<String> all = new ArrayList<>(lines);
    all.add(0, first);
    byte[] text = (String.join("\n", all) + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.replace(FileSystemOps.REAL, lettersFile, out -> out.write(text));
  }

  private void tell(List<PublicKey> keys, SigningKey by) throws IOException {
    CcmKeyRing told = ring.next(keys);
    List<String> more = new ArrayList<>(letters);
    more.add(told.letter(by));
    write(Files.readAllLines(lettersFile).get(0), more);
    letters = List.copyOf(more);
    ring = told;
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    FileSystemOps.REAL.sync(to.toAbsolutePath().getParent());
  }

  /** The key everything is signed with now. */
  public synchronized SigningKey current() {
    return current;
  }

  /** The keys servers are to trust. */
  public synchronized CcmKeyRing ring() {
    return ring;
  }

  public synchronized Step step() {
    return step;
  }

  /** What leads from a ring to the present one; empty when there is nothing newer. */
  public synchronized List<String> lettersAfter(long number) {
    return number < 1 || number > ring.number()
        ? List.of()
        : letters.subList((int) number - 1, letters.size());
  }

  /**
   * Makes the next key; servers are told of it from now on.
   *
   * @throws IllegalStateException when a rotation is under way
   */
  public synchronized void introduce() throws IOException {
    require(Step.RESTING);
    next = KeyFile.loadOrCreate(nextFile);
    tell(List.of(current.publicKey(), next.publicKey()), current);
    step = Step.INTRODUCED;
  }

  /** Signs with the next key from now on. */
  public synchronized void change() throws IOException {
    require(Step.INTRODUCED);
    move(currentFile, previousFile);
    move(nextFile, currentFile);
    current = next;
    next = null;
    step = Step.CHANGED;
  }

  /** Tells servers to trust the old key no more, and forgets it. */
  public synchronized void retire() throws IOException {
    require(Step.CHANGED);
    tell(List.of(current.publicKey()), current);
    Files.deleteIfExists(previousFile);
    step = Step.RESTING;
  }

  private void require(Step wanted) {
    if (step != wanted) {
      throw new IllegalStateException("the keys are " + step + ", not " + wanted);
    }
  }
}
