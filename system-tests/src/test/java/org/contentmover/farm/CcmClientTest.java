package org.contentmover.farm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class CcmClientTest {
  @Test
  void shouldSayThatNothingListensWhereTheCcmWas() throws Exception {
    // Bound, and not listening: nobody else comes to listen there meanwhile.
    try (Socket taken = new Socket()) {
      taken.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
      CcmClient ccm = new CcmClient("http://127.0.0.1:" + taken.getLocalPort(), "ann", "secret");

      CcmClient.NoAnswer refused =
          assertThrows(CcmClient.NoAnswer.class, () -> ccm.get("/api/v1/runs"));

      assertEquals(
          "The CCM is down: nothing listens at http://127.0.0.1:"
              + taken.getLocalPort()
              + ". Start it again; that of the demo by: ./demo start ccm",
          refused.getMessage());
    }
  }
}
