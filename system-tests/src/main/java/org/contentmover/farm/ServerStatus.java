package org.contentmover.farm;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.file.Path;

/**
 * One back-end server as the demo shows it.
 *
 * @param name its name
 * @param segment its segment
 * @param role leader, member or unknown
 * @param pid process id; 0 when down
 * @param port of its HTTP listener
 * @param url of its live site
 * @param liveDirectory the document root
 * @param liveVersion the version served now
 * @param state up, down, staging, stale or failed
 */
public record ServerStatus(
    String name,
    String segment,
    String role,
    long pid,
    int port,
    String url,
    Path liveDirectory,
    long liveVersion,
    String state) {

  JsonObject toJson() {
    JsonObjectBuilder json =
        Json.createObjectBuilder().add("name", name).add("segment", segment).add("role", role);
    if (pid == 0) {
      json.addNull("pid");
    } else {
      json.add("pid", pid);
    }
    return json.add("port", port)
        .add("url", url)
        .add("liveDirectory", liveDirectory.toString())
        .add("liveVersion", liveVersion)
        .add("state", state)
        .build();
  }
}
