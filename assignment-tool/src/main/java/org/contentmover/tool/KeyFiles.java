package org.contentmover.tool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.content.trust.CcmKeyRing;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.content.trust.KeyBox;
import org.contentmover.content.trust.KeyFile;
import org.contentmover.content.trust.SecretFile;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.content.trust.TrustedKeys;

/**
 * Files with keys, as a user names them. What reads them speaks of an agent's or a CCM's own file;
 * a user has named the wrong one, and is told which it is and which is wanted.
 */
final class KeyFiles {
  /** More than any of them has; a file of content named by mistake is not read to its end. */
  private static final int MOST_BYTES = 16 * 1024;

  /** What a file is by its look. Whether it is sound is for whoever reads it. */
  private enum Kind {
    PRIVATE_KEY("is a private key"),
    PUBLIC_KEY("is a public key"),
    BOX("is a key box"),
    RING("is the ring of a CCM's keys"),
    STATEMENT("is a publisher's statement"),
    DIRECTORY("is a directory"),
    OTHER("is no key file");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  private KeyFiles() {}

  /** To sign with. */
  static SigningKey signing(Path file) throws IOException {
    if (Files.notExists(file)) {
      throw new ToolFailure(file + " does not exist; one is made by: ./assignment key " + file);
    }
    require(
        Kind.PRIVATE_KEY,
        file,
        "the private key is wanted: two lines, mode 0600, as ./assignment key FILE makes it");
    return KeyFile.load(file);
  }

  /** Of a publisher, or of whoever signed an assignment. */
  static PublicKey known(Path file) throws IOException {
    require(
        Kind.PUBLIC_KEY,
        file,
        "a public key is wanted: one line, as FILE.pub is that ./assignment key FILE makes");
    return KeyFile.loadPublic(file);
  }

  /** Whom to trust: one public key, or those of a CCM. */
  static TrustedKeys trusted(Path file) throws IOException {
    Kind kind = kind(file);
    if (kind != Kind.PUBLIC_KEY && kind != Kind.RING) {
      throw new ToolFailure(
          file
              + " is neither a public key file nor the ring of a CCM's keys, as ccm.ring is"
              + (kind == Kind.OTHER ? "" : "; it " + kind.words));
    }
    return KeyFile.loadTrusted(file);
  }

  /** To open what is sealed. */
  static KeyBox box(Path file) throws IOException {
    require(
        Kind.BOX,
        file,
        "a key box is wanted: box.key of a server, or a new FILE, which ./assignment make"
            + " --box FILE makes");
    // Whether others may read it is told in words that are true here as well.
    SecretFile.read(file);
    try {
      return KeyBox.load(file);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new ToolFailure(
          "the key box in "
              + file
              + " is damaged: its two lines do not belong together. Take it from its server, or"
              + " from a backup, again; no other box opens what is sealed for it");
    }
  }

  /** Refuses what cannot be sealed for, before there is anything to seal. */
  static void requireBoxOrNew(Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      box(file);
    } else {
      ExistingDirectory.require("the directory of --box FILE,", file.toAbsolutePath().getParent());
    }
  }

  private static void require(Kind wanted, Path file, String wish) throws IOException {
    Kind found = kind(file);
    if (found != wanted) {
      throw new ToolFailure(file + " " + found.words + "; " + wish);
    }
  }

  private static Kind kind(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      return Kind.DIRECTORY;
    }
    List<String> lines = start(file).strip().lines().toList();
    if (lines.size() == 2) {
      String known = lines.get(1);
      return isKey(known) ? Kind.PRIVATE_KEY : isAddress(known) ? Kind.BOX : Kind.OTHER;
    }
    if (lines.size() != 1) {
      return Kind.OTHER;
    }
    String line = lines.get(0);
    if (isKey(line)) {
      return Kind.PUBLIC_KEY;
    }
    return isRing(line) ? Kind.RING : isStatement(line) ? Kind.STATEMENT : Kind.OTHER;
  }

  /** Each byte a character: what is no text is no key either, and no reason to fail. */
  private static String start(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new ToolFailure(file + " does not exist");
    }
  }

  private static boolean isKey(String line) {
    try {
      Ed25519Keys.decodePublic(line);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isAddress(String line) {
    try {
      byte[] encoded = Base64.getDecoder().decode(line.strip());
      KeyFactory.getInstance("X25519").generatePublic(new X509EncodedKeySpec(encoded));
      return true;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isRing(String line) {
    try {
      CcmKeyRing.parse(line);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isStatement(String line) {
    try {
      SignedStatement.parse(line);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
