package org.contentmover.content.assignment;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.seal.Sealing;
import org.contentmover.content.trust.KeyBox;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.format.SealedKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sealed assignment, opened by what docs/formats/assignment.md says and the JDK alone: whoever
 * reads the page can write a reader (CM-5).
 */
class SealedBytesTest {
  private static final int SEGMENT = 65_536;

  @TempDir Path directory;
  private Path boxFile;
  private AssignmentParts plain;
  private AssignmentParts sealed;

  @Test
  void shouldBeWhatThePageSays() throws Exception {
    writeBoth(List.of());

    assertEquals(sealed.commands.length, sealed.header.getCommandBytes());
    assertArrayEquals(plain.commands, section(sealed, sealed.commands, 0));
    assertEquals(List.of(0L, (long) plain.data.length), sealed.header.getSeal().getDataPartsList());
    assertArrayEquals(plain.data, section(sealed, sealed.data, 2));
  }

  @Test
  void shouldHaveItsPlainPartsWhereThePageSays() throws Exception {
    writeBoth(List.of("secret/"));

    List<Long> lengths = sealed.header.getSeal().getDataPartsList();
    assertEquals(3, lengths.size(), lengths::toString);
    int before = Math.toIntExact(lengths.get(0));
    int after = Math.toIntExact(lengths.get(2));
    int end = sealed.data.length - after;
    assertTrue(before > 0 && after > 0, lengths::toString);
    assertArrayEquals(plain.commands, section(sealed, sealed.commands, 0));
    assertArrayEquals(
        plain.data,
        join(
            Arrays.copyOf(sealed.data, before),
            section(sealed, Arrays.copyOfRange(sealed.data, before, end), 2),
            Arrays.copyOfRange(sealed.data, end, sealed.data.length)));
  }

  /** The same tree, plain and with these paths sealed. */
  private void writeBoth(List<String> paths) throws Exception {
    boxFile = directory.resolve("box.key");
    KeyBox box = KeyBox.loadOrCreate(boxFile);
    SampleTree staging =
        SampleTree.at(directory.resolve("staging"))
            .file("a", "small")
            .file("large", random(3))
            .file("secret/large", random(4))
            .file("then/large", random(5));
    try (Publisher publisher = new Publisher(directory.resolve("ccm"))) {
      Manifest target = Publisher.scan(staging.root());
      plain = AssignmentParts.of(publisher.publish(Manifest.EMPTY, 0, staging.root(), 1).file());
      Sealing sealing =
          new Sealing(new TreeSet<>(List.of(box.address(), KeyBox.create().address())), paths);
      sealed =
          AssignmentParts.of(
              publisher
                  .write(
                      publisher.order(AssignmentType.PUBLISH, 0, 1).sealed(Optional.of(sealing)),
                      Manifest.EMPTY,
                      target)
                  .file());
    }
  }

  private static byte[] random(int seed) {
    byte[] large = new byte[200_000];
    new Random(seed).nextBytes(large);
    return large;
  }

  private byte[] section(AssignmentParts parts, byte[] bytes, int number) throws Exception {
    byte[] dataKey = dataKey(parts, boxFile);
    assertEquals(40, bytes[0]);
    byte[] info =
        join(
            "content-mover sealed section 1\0".getBytes(US_ASCII),
            parts.header.getAssignmentId().toByteArray(),
            ByteBuffer.allocate(4).putInt(number).array());
    byte[] key = expand(hmac(Arrays.copyOfRange(bytes, 1, 33), dataKey), info, 32);
    byte[] noncePart = Arrays.copyOfRange(bytes, 33, 40);
    ByteArrayOutputStream opened = new ByteArrayOutputStream();
    for (int n = 0; n * SEGMENT < bytes.length; n++) {
      int end = Math.min(bytes.length, (n + 1) * SEGMENT);
      byte[] nonce =
          ByteBuffer.allocate(12)
              .put(noncePart)
              .putInt(n)
              .put((byte) (end == bytes.length ? 1 : 0))
              .array();
      opened.write(decrypt(key, nonce, Arrays.copyOfRange(bytes, n == 0 ? 40 : n * SEGMENT, end)));
    }
    return opened.toByteArray();
  }

  /** HPKE, base mode, as RFC 9180 has it. */
  private static byte[] dataKey(AssignmentParts parts, Path boxFile) throws Exception {
    List<String> lines = Files.readAllLines(boxFile);
    KeyFactory factory = KeyFactory.getInstance("X25519");
    PrivateKey own =
        factory.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(lines.get(0))));
    PublicKey ownPublic =
        factory.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(lines.get(1))));
    byte[] address = littleEndian((XECPublicKey) ownPublic);
    byte[] id = Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(address), 8);
    SealedKey key =
        parts.header.getSeal().getKeysList().stream()
            .filter(it -> Arrays.equals(it.getBoxId().toByteArray(), id))
            .findFirst()
            .orElseThrow();
    byte[] wrapped = key.getKey().toByteArray();
    assertEquals(80, wrapped.length);
    byte[] encapsulated = Arrays.copyOf(wrapped, 32);
    KeyAgreement agreement = KeyAgreement.getInstance("X25519");
    agreement.init(own);
    agreement.doPhase(
        factory.generatePublic(
            new XECPublicKeySpec(NamedParameterSpec.X25519, number(encapsulated))),
        true);
    byte[] kem = {'K', 'E', 'M', 0, 0x20};
    byte[] shared =
        labeledExpand(
            labeledExtract(new byte[32], kem, "eae_prk", agreement.generateSecret()),
            kem,
            "shared_secret",
            join(encapsulated, address),
            32);
    byte[] suite = {'H', 'P', 'K', 'E', 0, 0x20, 0, 1, 0, 2};
    byte[] info =
        join(
            "content-mover assignment key 1\0".getBytes(US_ASCII),
            parts.header.getAssignmentId().toByteArray());
    byte[] context =
        join(
            new byte[1],
            labeledExtract(new byte[32], suite, "psk_id_hash", new byte[0]),
            labeledExtract(new byte[32], suite, "info_hash", info));
    byte[] secret = labeledExtract(shared, suite, "secret", new byte[0]);
    return decrypt(
        labeledExpand(secret, suite, "key", context, 32),
        labeledExpand(secret, suite, "base_nonce", context, 12),
        Arrays.copyOfRange(wrapped, 32, 80));
  }

  private static byte[] labeledExtract(byte[] salt, byte[] suite, String label, byte[] secret)
      throws Exception {
    return hmac(salt, join("HPKE-v1".getBytes(US_ASCII), suite, label.getBytes(US_ASCII), secret));
  }

  private static byte[] labeledExpand(
      byte[] key, byte[] suite, String label, byte[] info, int length) throws Exception {
    return expand(
        key,
        join(
            new byte[] {0, (byte) length},
            "HPKE-v1".getBytes(US_ASCII),
            suite,
            label.getBytes(US_ASCII),
            info),
        length);
  }

  private static byte[] expand(byte[] key, byte[] info, int length) throws Exception {
    return Arrays.copyOf(hmac(key, join(info, new byte[] {1})), length);
  }

  private static byte[] hmac(byte[] key, byte[] text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text);
  }

  private static byte[] decrypt(byte[] key, byte[] nonce, byte[] sealed) throws Exception {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    return cipher.doFinal(sealed);
  }

  private static byte[] littleEndian(XECPublicKey key) {
    byte[] big = key.getU().toByteArray();
    byte[] little = new byte[32];
    for (int i = 0; i < Math.min(32, big.length); i++) {
      little[i] = big[big.length - 1 - i];
    }
    return little;
  }

  private static BigInteger number(byte[] little) {
    byte[] big = new byte[32];
    for (int i = 0; i < 32; i++) {
      big[i] = little[31 - i];
    }
    return new BigInteger(1, big);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
