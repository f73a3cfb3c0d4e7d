package org.contentmover.agent.leader;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import org.contentmover.agent.facts.MemberJson;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.contentmover.gl.api.SegmentSnapshot;
import org.contentmover.gl.api.ServerProgress;

/** What this server tells the CCM, in the names of docs/protocol/distribution.md. */
final class ReportJson {
  private ReportJson() {}

  static JsonObject distribution(
      ServerName self, SegmentName segment, long epoch, long sequence, DistributionState state) {
    JsonArrayBuilder servers = Json.createArrayBuilder();
    state.servers().forEach(server -> servers.add(progress(server)));
    JsonObjectBuilder json = Json.createObjectBuilder().add("server", self.value());
    addOrNull(json, "segment", segment == null ? "" : segment.value());
    json.add("epoch", epoch)
        .add("sequence", sequence)
        .add("final", state.isFinal())
        .add("fetchedBytes", state.fetchedBytes())
        .add("totalBytes", state.totalBytes());
    addOrNull(json, "problem", state.problem());
    return json.add("servers", servers).build();
  }

  private static JsonObject progress(ServerProgress server) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("server", server.server())
            .add("state", server.state().name())
            .add("percent", server.percent());
    server
        .outcome()
        .ifPresentOrElse(o -> json.add("outcome", o.name()), () -> json.addNull("outcome"));
    addOrNull(json, "reason", server.reason());
    json.add("liveVersion", server.liveVersion());
    addOrNull(
        json,
        "at",
        server.atMillis() == 0 ? "" : Instant.ofEpochMilli(server.atMillis()).toString());
    return json.build();
  }

  static JsonObject segment(SegmentSnapshot snapshot, long sequence) {
    JsonArrayBuilder members = Json.createArrayBuilder();
    snapshot.members().forEach(member -> members.add(MemberJson.member(member)));
    return Json.createObjectBuilder()
        .add("leader", snapshot.server())
        .add("epoch", snapshot.leadership().epoch())
        .add("sequence", sequence)
        .add("multicast", snapshot.multicastEnabled() && snapshot.multicastHeard())
        .add("controlChannel", snapshot.controlChannel())
        .add("members", members)
        .add("lost", Json.createArrayBuilder(snapshot.lost()))
        .build();
  }

  private static void addOrNull(JsonObjectBuilder json, String name, String text) {
    if (text.isEmpty()) {
      json.addNull(name);
    } else {
      json.add(name, text);
    }
  }
}
