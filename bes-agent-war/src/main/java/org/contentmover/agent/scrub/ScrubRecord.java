package org.contentmover.agent.scrub;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.contentmover.content.apply.TreeCare;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.drift.Drift;
import org.contentmover.core.ids.HostedSite;

/**
 * When a site was scrubbed last, and what is to be told of it: kept on disk, so that a restart
 * neither forgets a report nor begins the interval anew. Immutable.
 *
 * @param at when the scrub ended, or when the site was met first
 * @param report in the names of docs/protocol/distribution.md; null before the first scrub
 * @param told whether the CCM has it
 */
record ScrubRecord(Instant at, JsonObject report, boolean told) {
  /** So many paths of each version are told: more would fit no page. */
  static final int MOST_PATHS = 100;

  /** A site that was never scrubbed. */
  static ScrubRecord metAt(Instant now) {
    return new ScrubRecord(now, null, true);
  }

  /** What a scrub found, before anything of it is repaired. */
  static ScrubRecord of(HostedSite site, TreeCare.Found found) {
    JsonArrayBuilder versions = Json.createArrayBuilder();
    long drifted = 0;
    for (TreeCare.VersionDrift version : found.versions()) {
      drifted += version.drift().count();
      versions.add(version(version));
    }
    JsonObjectBuilder report =
        Json.createObjectBuilder()
            .add("site", site.value())
            .add("startedAt", found.startedAt().toString())
            .add("endedAt", found.endedAt().toString())
            .add("filesRead", found.filesRead())
            .add("bytesRead", found.bytesRead())
            .add("drifted", drifted)
            .add("problem", found.problem())
            .add("versions", versions)
            .addNull("repairedAt");
    return new ScrubRecord(found.endedAt(), report.build(), false);
  }

  private static JsonObjectBuilder version(TreeCare.VersionDrift version) {
    JsonArrayBuilder paths = Json.createArrayBuilder();
    version.drift().named().stream().limit(MOST_PATHS).forEach(it -> paths.add(path(it)));
    return Json.createObjectBuilder()
        .add("version", version.version())
        .add("live", version.live())
        .add("drifted", version.drift().count())
        .add("paths", paths);
  }

  private static JsonObjectBuilder path(Drift drift) {
    return Json.createObjectBuilder()
        .add("path", drift.path())
        .add("kind", drift.kind().name())
        .add("since", drift.since().toString());
  }

  /** Whether something was found that no repair has mended yet. */
  boolean isUnrepaired() {
    return report != null && report.getInt("drifted") > 0 && report.isNull("repairedAt");
  }

  /** The same scrub after a repair, which says anew what could not be compared. */
  ScrubRecord after(TreeCare.Repaired repaired, Instant now) {
    JsonObjectBuilder changed = Json.createObjectBuilder(report).add("problem", repaired.problem());
    if (repaired.unrepaired().isEmpty()) {
      changed.add("repairedAt", now.toString());
    }
    JsonObject next = changed.build();
    return next.equals(report) ? this : new ScrubRecord(at, next, false);
  }

  ScrubRecord told(boolean now) {
    return new ScrubRecord(at, report, now);
  }

  /** Reads what was kept; empty when nothing was, or not in a readable way. */
  static Optional<ScrubRecord> read(Path file) throws IOException {
    try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
      JsonObject kept = reader.readObject();
      return Optional.of(
          new ScrubRecord(
              Instant.parse(kept.getString("at")),
              kept.isNull("report") ? null : kept.getJsonObject("report"),
              kept.getBoolean("told")));
    } catch (NoSuchFileException | JsonException e) {
      return Optional.empty();
    } catch (ClassCastException | NullPointerException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  void write(Path file) throws IOException {
    JsonObjectBuilder kept = Json.createObjectBuilder().add("at", at.toString()).add("told", told);
    if (report == null) {
      kept.addNull("report");
    } else {
      kept.add("report", report);
    }
    byte[] bytes = kept.build().toString().getBytes(StandardCharsets.UTF_8);
    AtomicFile.replace(FileSystemOps.REAL, file, out -> out.write(bytes));
  }
}
