package org.contentmover.content.apply;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.contentmover.content.assignment.AssignmentCommand;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.assignment.CommandStream;
import org.contentmover.content.hook.HookOccasion;
import org.contentmover.content.hook.HookOutcome;
import org.contentmover.content.hook.InstalledHooks;
import org.contentmover.content.live.LiveTree;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.interpret.JournalRecord;
import org.contentmover.core.interpret.RefusalReason;

/**
 * Runs the hooks of one hosted site, and reports how they ended (CI-1, CI-5).
 *
 * <p>One thread at a time. Takes as long as the hooks.
 */
final class SiteHooks {
  private final SiteDirectory directory;
  private final Versions versions;
  private final InstalledHooks installed;
  private final SiteShowing showing;
  private final SwitchReport report;

  SiteHooks(
      SiteDirectory directory,
      Versions versions,
      InstalledHooks installed,
      SiteShowing showing,
      SwitchReport report) {
    this.directory = directory;
    this.versions = versions;
    this.installed = installed;
    this.showing = showing;
    this.report = report;
  }

  /**
   * The hooks an order without content names.
   *
   * @throws AssignmentRejected when it has other commands, or too many
   */
  static List<HookCall> of(AssignmentReader reader) throws IOException, AssignmentRejected {
    List<HookCall> calls = new ArrayList<>();
    if (reader.header().commandBytes() > 0) {
      try (CommandStream commands = reader.commands()) {
        for (AssignmentCommand it = commands.next(); it != null; it = commands.next()) {
          if (!(it instanceof AssignmentCommand.Hook hook)) {
            throw wrong("an order of type " + reader.header().type() + " changes no files");
          }
          calls.add(hook.call());
          requireFew(calls);
        }
      }
    }
    if (calls.size() != reader.header().commandCount()) {
      throw wrong(
          "its header names another number of commands than the " + calls.size() + " it has");
    }
    return calls;
  }

  static void requireFew(List<HookCall> calls) throws AssignmentRejected {
    try {
      HookCall.requireFew(calls);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private static AssignmentRejected wrong(String why) {
    return new AssignmentRejected(
        RefusalReason.WRONG_COMMANDS, "the assignment cannot be meant: " + why);
  }

  void requireInstalled(List<HookCall> calls) throws AssignmentRejected {
    showing.requireInstalled();
    installed.require(calls);
  }

  /**
   * Asks the hooks whether a version that is complete may be staged.
   *
   * @throws AssignmentRejected when one says no; those after it are not asked
   */
  void check(AssignmentHeader header, List<HookCall> calls) throws IOException, AssignmentRejected {
    report.begin(header.assignmentId());
    List<HookCall> asked = HookCall.at(HookCall.Moment.BEFORE_SWITCH, calls);
    if (asked.isEmpty()) {
      return;
    }
    LiveTree live = LiveTree.inspect(directory);
    HookOccasion occasion =
        occasion(
            HookOccasion.Event.STAGE,
            header.contentGroup(),
            live.is(LiveTree.Kind.VERSION) ? live.version() : JournalRecord.NOTHING,
            header.targetVersion());
    for (HookCall call : asked) {
      HookOutcome outcome = installed.run(call, occasion);
      report.add(outcome.text());
      if (!outcome.succeeded()) {
        throw new AssignmentRejected(
            RefusalReason.HOOK_FAILED,
            "version "
                + header.targetVersion()
                + " was refused before it went live: "
                + outcome.text());
      }
    }
  }

  /**
   * Runs what is to be run after a switch, all of it, whatever becomes of the single ones.
   *
   * @return whether the version may stay live
   */
  boolean afterSwitch(JournalRecord intent) throws IOException {
    HookOccasion.Event event =
        switch (intent.step()) {
          case COMMITTING -> HookOccasion.Event.COMMIT;
          case ROLLING_BACK -> HookOccasion.Event.ROLLBACK;
          case REMOVING -> HookOccasion.Event.REMOVAL;
          default -> throw new IllegalStateException(intent.step() + " switches nothing");
        };
    List<HookOutcome> outcomes = run(intent, event, intent.fromVersion(), intent.version());
    if (outcomes.stream().anyMatch(it -> !it.succeeded())) {
      report.add("after the switch to version " + intent.version());
    }
    outcomes.forEach(it -> report.add(it.text()));
    return outcomes.stream().allMatch(it -> it.succeeded() || !it.call().switchBack());
  }

  /** Runs them for the version before, which is live again; that one fails changes nothing more. */
  void afterSwitchBack(JournalRecord intent) throws IOException {
    List<HookOutcome> again =
        run(intent, HookOccasion.Event.SWITCH_BACK, intent.version(), intent.fromVersion());
    report.fail(RefusalReason.HOOK_FAILED, "version " + intent.fromVersion() + " is live again");
    again.stream()
        .filter(it -> !it.succeeded())
        .forEach(it -> report.add("and when it had switched back " + it.text()));
  }

  /** First visitors are shown it; others may look at what they see then. */
  private List<HookOutcome> run(
      JournalRecord intent, HookOccasion.Event event, long from, long version) throws IOException {
    ContentGroup group = intent.cause().group();
    List<HookOutcome> outcomes = new ArrayList<>();
    showing.show(event, Optional.of(group), version).ifPresent(outcomes::add);
    if (!intent.cause().hooks().isEmpty()) {
      HookOccasion occasion = occasion(event, group, from, version);
      for (HookCall call : intent.cause().hooks()) {
        outcomes.add(installed.run(call, occasion));
      }
    }
    return outcomes;
  }

  private HookOccasion occasion(
      HookOccasion.Event event, ContentGroup group, long from, long version) throws IOException {
    return new HookOccasion(
        event,
        directory.site(),
        Optional.of(group),
        version,
        directory.path(directory.tree(version)),
        directory.live(),
        versions.changes(from, version));
  }
}
