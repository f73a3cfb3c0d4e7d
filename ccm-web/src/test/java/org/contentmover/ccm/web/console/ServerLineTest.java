package org.contentmover.ccm.web.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.contentmover.ccm.run.view.ServerProgressView;
import org.junit.jupiter.api.Test;

class ServerLineTest {
  @Test
  void shouldSayWhatAServerDoes() {
    assertEquals("waits IDLE", line("STAGING", "PENDING", null));
    assertEquals("receives BUSY", line("STAGING", "RECEIVING", null));
    assertEquals("prepares BUSY", line("STAGING", "RECEIVED", null));
    assertEquals("switches BUSY", line("COMMITTING", "RECEIVED", null));
    assertEquals("silent BAD", line("STAGING", "MISSING", null));
    assertEquals("refused BAD", line("STAGING", "REFUSED", null));
  }

  @Test
  void shouldSayWhatAServerReported() {
    assertEquals("staged BUSY", line("STAGING", "REPORTED", "STAGED"));
    assertEquals("live GOOD", line("COMMITTING", "REPORTED", "COMMITTED"));
    assertEquals("failed BAD", line("STAGING", "REPORTED", "FAILED"));
    assertEquals("aborted, live as before IDLE", line("ABORTING", "REPORTED", "ABORTED"));
  }

  private static String line(String step, String state, String outcome) {
    ServerLine line =
        ServerLine.of(
            new ServerProgressView(
                "boston-1", "boston", step, state, 50, outcome, null, 3, Farm.NOW));
    return line.word() + " " + line.tone();
  }
}
