package org.contentmover.farm.trial;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Notes when a run came how far, by looking at it again and again. What servers report carries the
 * time of their own clock, which is the machine's; what is only seen is late by a look and by the
 * second that leaders wait between two reports.
 */
final class RunWatch {

  private final Map<String, Instant> received = new TreeMap<>();
  private final Map<String, Instant> staged = new TreeMap<>();
  private final Map<String, Instant> committed = new TreeMap<>();
  private Optional<String> distribution = Optional.empty();
  private Optional<Instant> fetchedByLeader = Optional.empty();
  private JsonObject last = JsonValue.EMPTY_JSON_OBJECT;

  /** Takes a look at the run, as the CCM shows it. */
  void saw(JsonObject run, Instant now) {
    last = run;
    for (JsonObject server : servers()) {
      String name = server.getString("server");
      boolean staging = server.getString("step").equals("STAGING");
      String state = server.getString("state");
      if (!staging || state.equals("RECEIVED") || state.equals("REPORTED")) {
        received.putIfAbsent(name, now);
      }
      reportedAt(server, "COMMITTED").ifPresent(at -> committed.put(name, at));
    }
    if (phase().equals("DISTRIBUTING") && !run.isNull("distribution")) {
      distribution = Optional.of(run.getString("distribution"));
    }
  }

  /** Takes a look at the distribution of the file, while it goes on or after it. */
  void sawDistribution(JsonObject distribution, Instant now) {
    boolean whole =
        distribution.getJsonArray("edges").getValuesAs(JsonObject.class).stream()
            .anyMatch(
                edge ->
                    number(edge, "totalBytes") > 0
                        && number(edge, "fetchedBytes") == number(edge, "totalBytes"));
    if (whole && fetchedByLeader.isEmpty()) {
      fetchedByLeader = Optional.of(now);
    }
    for (JsonObject server : distribution.getJsonArray("servers").getValuesAs(JsonObject.class)) {
      reportedAt(server, "STAGED").ifPresent(at -> staged.put(server.getString("server"), at));
    }
  }

  /** The distribution of the file, as soon as there is one. */
  Optional<String> distribution() {
    return distribution;
  }

  boolean hasEnded() {
    return last.getJsonObject("summary").getBoolean("ended");
  }

  /** Whether servers still receive the file. */
  boolean isDistributing() {
    return phase().equals("DISTRIBUTING");
  }

  /** How much of the file those servers have on average that do not have it all. */
  int percentOfReceivers() {
    return (int)
        servers().stream()
            .filter(server -> !received.containsKey(server.getString("server")))
            .mapToInt(server -> server.getInt("percent"))
            .average()
            .orElse(0);
  }

  boolean isEverythingReceived() {
    return !servers().isEmpty() && received.size() == servers().size();
  }

  int committed() {
    return committed.size();
  }

  /** When the last server switched. */
  Optional<Instant> liveOnAll() {
    return committed.values().stream().max(Instant::compareTo);
  }

  Instant started() {
    return Instant.parse(last.getJsonObject("summary").getString("startedAt"));
  }

  long assignmentBytes() {
    return last.isNull("plan") ? 0 : number(last.getJsonObject("plan"), "assignmentBytes");
  }

  /** The course of the run, a line for each thing. */
  List<String> course() {
    List<String> lines = new ArrayList<>();
    for (JsonObject event : last.getJsonArray("events").getValuesAs(JsonObject.class)) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%7.1f s  %-12s %s",
              seconds(Instant.parse(event.getString("at"))),
              event.getString("phase"),
              event.getString("text", "")));
    }
    return lines;
  }

  /** When what happened, in seconds since the run was started. */
  List<String> milestones() {
    List<String> lines = new ArrayList<>();
    fetchedByLeader.ifPresent(
        at ->
            lines.add(
                String.format(Locale.ROOT, "the leader has the file    %.1f s", seconds(at))));
    spread("received, first to last  ", received.values()).ifPresent(lines::add);
    spread("staged, first to last    ", staged.values()).ifPresent(lines::add);
    spread("live, first to last      ", committed.values()).ifPresent(lines::add);
    if (last.get("skewMillis") != null && !last.isNull("skewMillis")) {
      lines.add("skew of the commit         " + number(last, "skewMillis") + " ms");
    }
    return lines;
  }

  private Optional<String> spread(String what, Collection<Instant> moments) {
    if (moments.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s  %.1f to %.1f s (%d servers)",
            what,
            seconds(Collections.min(moments)),
            seconds(Collections.max(moments)),
            moments.size()));
  }

  private String phase() {
    return last.getJsonObject("summary").getString("phase");
  }

  private double seconds(Instant at) {
    return Duration.between(started(), at).toMillis() / 1000.0;
  }

  private List<JsonObject> servers() {
    return last.getJsonArray("servers").getValuesAs(JsonObject.class);
  }

  private static Optional<Instant> reportedAt(JsonObject server, String outcome) {
    return outcome.equals(server.isNull("outcome") ? "" : server.getString("outcome"))
            && !server.isNull("at")
        ? Optional.of(Instant.parse(server.getString("at")))
        : Optional.empty();
  }

  private static long number(JsonObject object, String name) {
    return object.getJsonNumber(name).longValue();
  }
}
