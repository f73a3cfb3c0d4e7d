package org.contentmover.farm;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What one invocation leaves for the next: the spec, the servers with their process ids, the login.
 *
 * @param spec size and limits
 * @param user the administrator's name
 * @param password the administrator's password
 * @param ccm the CCM's process
 * @param servers the back-end servers, in order
 */
record FarmState(FarmSpec spec, String user, String password, Member ccm, List<Member> servers) {
  private static final int CCM_HOST = 1;

  /**
   * One process of the farm.
   *
   * @param name its name
   * @param segment its segment; empty for the CCM
   * @param host the number of its host, where every process has one
   * @param portOffset of its WildFly
   * @param process of the last start
   */
  record Member(String name, String segment, int host, int portOffset, ServerProcess process) {
    Member with(ServerProcess newProcess) {
      return new Member(name, segment, host, portOffset, newProcess);
    }

    private JsonObject toJson() {
      return Json.createObjectBuilder()
          .add("name", name)
          .add("segment", segment)
          .add("host", host)
          .add("portOffset", portOffset)
          .add("pid", process.pid())
          .add("startedAtMillis", process.startedAtMillis())
          .build();
    }

    private static Member fromJson(JsonObject json) {
      return new Member(
          json.getString("name"),
          json.getString("segment"),
          json.getInt("host"),
          json.getInt("portOffset"),
          new ServerProcess(
              json.getJsonNumber("pid").longValue(),
              json.getJsonNumber("startedAtMillis").longValue()));
    }
  }

  /** A person named a server that the farm does not have. */
  static final class UnknownServer extends FarmException {
    private static final long serialVersionUID = 1L;

    UnknownServer(String message) {
      super(message);
    }
  }

  /**
   * A farm nothing of which runs yet, with a password nobody knows.
   *
   * @param ccm the name of the CCM
   */
  static FarmState planned(FarmSpec spec, String ccm) {
    byte[] secret = new byte[9];
    new SecureRandom().nextBytes(secret);
    List<Member> servers = new ArrayList<>();
    boolean separate = spec.hosts().areSeparate();
    for (String segment : spec.segmentNames()) {
      for (int i = 1; i <= spec.serversPerSegment(); i++) {
        int offset = spec.portOffset() + (separate ? 0 : 100 + servers.size());
        int host = CCM_HOST + 1 + servers.size();
        servers.add(new Member(segment + "-" + i, segment, host, offset, ServerProcess.NONE));
      }
    }
    return new FarmState(
        spec,
        "admin",
        HexFormat.of().formatHex(secret),
        new Member(ccm, "", CCM_HOST, spec.portOffset(), ServerProcess.NONE),
        servers);
  }

  /** The member of that name, the CCM included. */
  Member member(String name) {
    if (ccm.name().equals(name)) {
      return ccm;
    }
    return servers.stream()
        .filter(server -> server.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UnknownServer(
                    "There is no server '"
                        + name
                        + "' in this farm. Its servers: "
                        + String.join(", ", servers.stream().map(Member::name).toList())
                        + "; the CCM is called "
                        + ccm.name()
                        + "."));
  }

  FarmState with(Member changed) {
    if (changed.name().equals(ccm.name())) {
      return new FarmState(spec, user, password, changed, servers);
    }
    return new FarmState(
        spec,
        user,
        password,
        ccm,
        servers.stream().map(s -> s.name().equals(changed.name()) ? changed : s).toList());
  }

  FarmState withNew(Member added) {
    List<Member> more = new ArrayList<>(servers);
    more.add(added);
    return new FarmState(spec, user, password, ccm, more);
  }

  List<Member> all() {
    List<Member> all = new ArrayList<>(servers);
    all.add(ccm);
    return all;
  }

  static FarmState read(Path file) {
    if (!Files.exists(file)) {
      throw new FarmException("No farm is up. Start one: ./demo up");
    }
    try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
      JsonObject json = reader.readObject();
      return new FarmState(
          new FarmSpec(
              json.getInt("segments"),
              json.getInt("serversPerSegment"),
              json.getJsonNumber("rateBytesPerSecond").longValue(),
              json.getInt("portOffset"),
              new Hosts(json.getString("segmentOfLab"))),
          json.getString("user"),
          json.getString("password"),
          Member.fromJson(json.getJsonObject("ccm")),
          json.getJsonArray("servers").getValuesAs(JsonObject.class).stream()
              .map(Member::fromJson)
              .toList());
    } catch (IOException e) {
      throw new FarmException("Cannot read the farm's state " + file + ": " + e, e);
    }
  }

  void write(Path file) throws IOException {
    JsonArrayBuilder list = Json.createArrayBuilder();
    servers.forEach(server -> list.add(server.toJson()));
    JsonObject json =
        Json.createObjectBuilder()
            .add("segments", spec.segments())
            .add("serversPerSegment", spec.serversPerSegment())
            .add("rateBytesPerSecond", spec.rateBytesPerSecond())
            .add("portOffset", spec.portOffset())
            .add("segmentOfLab", spec.hosts().segmentOfLab())
            .add("user", user)
            .add("password", password)
            .add("ccm", ccm.toJson())
            .add("servers", list)
            .build();
    Files.createDirectories(file.getParent());
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(temporary, json.toString());
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
