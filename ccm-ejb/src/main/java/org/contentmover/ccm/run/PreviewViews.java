package org.contentmover.ccm.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.contentmover.ccm.run.view.PreviewChangesView;
import org.contentmover.ccm.run.view.PreviewConflictView;
import org.contentmover.ccm.run.view.PreviewConflictView.Kind;
import org.contentmover.ccm.run.view.PreviewServerView;
import org.contentmover.ccm.run.view.PreviewView;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.site.GroupShadow;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.ccm.version.Pins;
import org.contentmover.ccm.version.hot.HotPlaces;
import org.contentmover.ccm.version.preview.PreviewFigures;
import org.contentmover.ccm.version.preview.PreviewOrder;
import org.contentmover.ccm.version.preview.PreviewStatus;
import org.contentmover.ccm.version.preview.Previewed;
import org.contentmover.ccm.version.preview.Previews;
import org.contentmover.ccm.version.statement.StatementBook;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.run.Attendance;
import org.contentmover.core.run.Candidate;
import org.contentmover.core.run.RunPhase;

/**
 * Shows previews to people: beside what was found, who could take part now, and what is in the way.
 * Works in the caller's transaction.
 */
@ApplicationScoped
public class PreviewViews {
  private static final Attendance NOBODY = new Attendance(List.of(), 0);

  @Inject private Surveys surveys;
  @Inject private RunBook book;
  @Inject private GroupDirectory groups;
  @Inject private Pins pins;
  @Inject private StatementBook statements;
  @Inject private HotPlaces hot;
  @Inject private Clock clock;

  /** Of a list: nothing of now. */
  PreviewView summary(Previewed preview) {
    return view(preview, List.of(), NOBODY, List.of());
  }

  PreviewView view(Previewed preview) {
    if (preview.status() != PreviewStatus.READY) {
      return summary(preview);
    }
    PreviewOrder order = preview.order();
    List<ServerState> members = groups.members(order.site(), order.group());
    Surveys.Asking asking =
        new Surveys.Asking(
            preview.id().toString(),
            order.kind(),
            order.site(),
            order.group(),
            clock.millis(),
            false);
    Attendance attendance =
        Attendance.of(
            surveys.candidates(asking, members),
            order.kind(),
            order.quorum(),
            preview.figures().requiredBytes());
    return view(
        preview,
        servers(preview, members, attendance),
        attendance,
        conflicts(preview, surveys.before(asking, members)));
  }

  private static List<PreviewServerView> servers(
      Previewed preview, List<ServerState> members, Attendance attendance) {
    Map<ServerName, Candidate> judged = new HashMap<>();
    attendance.candidates().forEach(it -> judged.put(it.server(), it));
    return members.stream()
        .map(
            server -> {
              Candidate candidate = judged.get(new ServerName(server.name()));
              return new PreviewServerView(
                  server.name(),
                  server.segment(),
                  candidate.able(),
                  candidate.whyNot(),
                  server.liveVersion(preview.order().site()),
                  preview.figures().requiredBytes(),
                  server.freeDiskBytes());
            })
        .toList();
  }

  private List<PreviewConflictView> conflicts(Previewed preview, List<Run> before) {
    PreviewOrder order = preview.order();
    PreviewFigures found = preview.figures();
    GroupShadow shadow = groups.shadow(order.site(), order.group());
    ContentHash tree = ContentHash.fromHex(found.manifest());
    List<PreviewConflictView> conflicts = new ArrayList<>();
    for (Run run : before) {
      conflicts.add(new PreviewConflictView(Kind.RUN, inWords(run), run.id()));
    }
    if (shadow.version() != found.baseVersion()) {
      conflicts.add(
          about(
              Kind.OUTDATED,
              "Version "
                  + shadow.version()
                  + " is published now, and this was compared with version "
                  + found.baseVersion()
                  + ". Ask again."));
    }
    if (!order.source().evenIfPinned()) {
      pins.withdrawn(order.site(), order.group(), tree, groups.entries(order.site(), order.group()))
          .ifPresent(why -> conflicts.add(about(Kind.PIN, "Would not be published: " + why + ".")));
    }
    if (statements.isMissing(order.site(), order.group(), tree)) {
      conflicts.add(
          about(
              Kind.PUBLISHER,
              "A publisher has to sign first: "
                  + statements.request(order.site(), order.group(), tree)));
    }
    hot.shown().stream()
        .filter(it -> it.site().equals(order.site()) && it.group().equals(order.group()))
        .forEach(
            it ->
                conflicts.add(
                    about(
                        Kind.HOT_CONTENT,
                        "Ends on " + String.join(", ", it.servers()) + ": " + it.inWords() + ".")));
    return conflicts;
  }

  private String inWords(Run run) {
    String held = run.phase() == RunPhase.STAGED ? " " + book.state(run).explanation() : "";
    return run.inWords() + held;
  }

  private static PreviewConflictView about(Kind kind, String text) {
    return new PreviewConflictView(kind, text, (UUID) null);
  }

  private static PreviewView view(
      Previewed preview,
      List<PreviewServerView> servers,
      Attendance attendance,
      List<PreviewConflictView> conflicts) {
    PreviewOrder order = preview.order();
    return new PreviewView(
        preview.id(),
        order.kind().name(),
        order.jobName(),
        order.site(),
        order.group(),
        order.source().stagingArea(),
        order.source().removes(),
        preview.status().name(),
        preview.status() != PreviewStatus.WORKING,
        preview.startedAt(),
        preview.startedBy(),
        preview.endedAt(),
        preview.startedAt().plus(Previews.KEPT_FOR),
        preview.problem(),
        preview.figures() == null ? null : changes(preview.figures()),
        servers,
        attendance.able(),
        attendance.needed(),
        attendance.isEnough(),
        conflicts);
  }

  private static PreviewChangesView changes(PreviewFigures found) {
    return new PreviewChangesView(
        found.baseVersion(),
        found.manifest(),
        found.entriesScanned(),
        found.bytesRead(),
        found.targetFiles(),
        found.targetBytes(),
        found.entriesNew(),
        found.entriesChanged(),
        found.entriesRemoved(),
        found.entriesMoved(),
        found.contentBytes(),
        found.assignmentBytes(),
        found.requiredBytes());
  }
}
