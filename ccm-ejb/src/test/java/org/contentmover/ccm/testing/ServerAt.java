package org.contentmover.ccm.testing;

import com.sun.net.httpserver.HttpServer;
import java.util.Map;
import java.util.Optional;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.ccm.topology.view.SegmentRole;
import org.contentmover.ccm.topology.view.ServerRole;

/** What the CCM knows of a server whose agent a test plays. */
public final class ServerAt {
  private ServerAt() {}

  /** Server boston-1, which is up. */
  public static ServerState of(HttpServer agent) {
    return new ServerState(
        "boston-1",
        "boston",
        ServerRole.BACKEND,
        "http://127.0.0.1:" + agent.getAddress().getPort(),
        Optional.empty(),
        true,
        SegmentRole.MEMBER,
        1,
        null,
        "",
        0L,
        1,
        0,
        Map.of(),
        Map.of());
  }
}
