package org.contentmover.ccm.web.console;

import org.contentmover.ccm.run.view.ServerProgressView;

/** One server of a run as the page shows it. */
public record ServerLine(ServerProgressView view, String word, Tone tone) {
  static ServerLine of(ServerProgressView server) {
    return server.outcome() == null ? underWay(server) : reported(server);
  }

  private static ServerLine underWay(ServerProgressView server) {
    return switch (server.state()) {
      case "PENDING" -> new ServerLine(server, "waits", Tone.IDLE);
      case "FETCHING" -> new ServerLine(server, "fetches", Tone.BUSY);
      case "RECEIVING" -> new ServerLine(server, "receives", Tone.BUSY);
      case "RECEIVED" -> new ServerLine(server, received(server), Tone.BUSY);
      case "REFUSED" -> new ServerLine(server, "refused", Tone.BAD);
      case "MISSING" -> new ServerLine(server, "silent", Tone.BAD);
      default -> new ServerLine(server, Wording.word(server.state()), Tone.BUSY);
    };
  }

  private static String received(ServerProgressView server) {
    return switch (server.step()) {
      case "COMMITTING" -> "switches";
      case "ABORTING" -> "drops what it staged";
      default -> "prepares";
    };
  }

  private static ServerLine reported(ServerProgressView server) {
    return switch (server.outcome()) {
      case "STAGED" -> new ServerLine(server, "staged", Tone.BUSY);
      case "COMMITTED" -> new ServerLine(server, "live", Tone.GOOD);
      case "ROLLED_BACK" -> new ServerLine(server, "rolled back", Tone.GOOD);
      case "ABORTED" -> new ServerLine(server, "aborted, live as before", Tone.IDLE);
      case "FAILED" -> new ServerLine(server, "failed", Tone.BAD);
      default -> new ServerLine(server, Wording.word(server.outcome()), Tone.BUSY);
    };
  }
}
