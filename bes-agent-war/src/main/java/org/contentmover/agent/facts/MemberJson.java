package org.contentmover.agent.facts;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import org.contentmover.gl.api.Member;
import org.contentmover.gl.api.ServerFacts;
import org.contentmover.gl.api.SiteFacts;

/** A server's facts in the names of docs/protocol/distribution.md. */
public final class MemberJson {
  private MemberJson() {}

  /** One element of {@code members}. */
  public static JsonObject member(Member member) {
    ServerFacts facts = member.facts();
    return Json.createObjectBuilder()
        .add("server", member.server())
        .add("agentUrl", facts.agentUrl())
        .add("address", withoutPort(member.address()))
        .add("priority", member.priority())
        .add("multicastHeard", member.multicastHeard())
        .add("freeDiskBytes", facts.freeDiskBytes())
        .add("cpus", facts.cpus())
        .add("cpuLoad", facts.cpuLoad())
        .add("memoryBytes", facts.memoryBytes())
        .add("connections", facts.connections())
        .add("timeZone", facts.timeZone())
        .add("place", facts.place())
        .add("sites", sites(facts.sites()))
        .build();
  }

  /** The {@code sites} of a member or of a server's status. */
  public static JsonArrayBuilder sites(List<SiteFacts> sites) {
    JsonArrayBuilder json = Json.createArrayBuilder();
    for (SiteFacts site : sites) {
      JsonObjectBuilder object =
          Json.createObjectBuilder()
              .add("site", site.site())
              .add("group", site.group())
              .add("liveVersion", site.liveVersion())
              .add("stagedVersion", site.stagedVersion())
              .add("backupVersion", site.backupVersion());
      if (site.problem().isEmpty()) {
        object.addNull("problem");
      } else {
        object.add("problem", site.problem());
      }
      json.add(object);
    }
    return json;
  }

  /** The connector says {@code ip:port} or {@code [ip]:port}; the port is of no use to the CCM. */
  private static String withoutPort(String address) {
    int colon = address.lastIndexOf(':');
    String host = colon < 0 ? address : address.substring(0, colon);
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
