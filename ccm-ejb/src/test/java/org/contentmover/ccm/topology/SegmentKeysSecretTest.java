package org.contentmover.ccm.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.audit.view.AuditEntryView;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.testing.Ccm;
import org.junit.jupiter.api.Test;

/** EL-7: keys are seen by those alone who use them. */
class SegmentKeysSecretTest extends SegmentKeysFixture {
  @Test
  void shouldShowNoSecretToAnybody() throws Exception {
    Agent one = server("boston-1");
    round();
    rotate();
    for (int i = 0; i < 4; i++) {
      round();
    }
    String secret = one.ring.getJsonArray("keys").getJsonObject(0).getString("secret");
    StringBuilder everything = new StringBuilder(keys().toString());
    everything.append(
        ccm.tx(() -> ccm.get(AuditLog.class).list(new PageRequest(1, 100))).items().stream()
            .map(AuditEntryView::toString)
            .collect(Collectors.joining()));
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet dump = statement.executeQuery("SCRIPT")) {
      while (dump.next()) {
        everything.append(dump.getString(1)).append('\n');
      }
    }
    byte[] bytes = HexFormat.of().parseHex(secret);
    assertTrue(everything.indexOf("segment-key.make") >= 0);
    assertTrue(everything.indexOf("segment-key.send") >= 0);
    assertTrue(everything.indexOf("segment-key.drop") >= 0);
    assertFalse(everything.indexOf(secret) >= 0);
    assertFalse(everything.indexOf(Base64.getEncoder().encodeToString(bytes)) >= 0);
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(directory.resolve("data/keys/vault.key"))));
  }

  @Test
  void shouldSayWhatToRestoreWhenTheVaultIsNotTheDatabases() throws Exception {
    Agent one = server("boston-1");
    ccm.close();
    Files.delete(directory.resolve("data/keys/vault.key"));
    ccm = new Ccm(database, directory.resolve("data"), clock);
    one.ring = null;
    IllegalStateException failure = assertThrows(IllegalStateException.class, one::ask);
    assertTrue(failure.getMessage().contains("vault.key"), failure.getMessage());
  }
}
