package org.contentmover.ccm.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Globs;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.site.GroupShadow;
import org.contentmover.ccm.version.Pins;
import org.contentmover.ccm.version.VersionLedger;
import org.contentmover.ccm.version.checkpoint.CheckpointDirectory;
import org.contentmover.ccm.version.plan.PlanSource;
import org.contentmover.ccm.version.view.PinView;
import org.contentmover.content.scan.ManifestFilter;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;

/**
 * The trees that orders about a group's content lead to, and what keeps an order from being taken.
 * Works in the caller's transaction.
 */
@ApplicationScoped
public class OrderedTrees {
  @Inject private GroupDirectory groups;
  @Inject private Pins pins;
  @Inject private VersionLedger ledger;
  @Inject private CheckpointDirectory checkpoints;

  /** A tree, and what people call it. */
  record Named(PlanSource source, String name) {}

  /** That of a version or of a checkpoint; one of them is null. */
  Named restored(String site, String group, Long version, UUID checkpoint) {
    groups.shadow(site, group);
    if ((version == null) == (checkpoint == null)) {
      throw new Invalid("version", version, "either a version or a checkpoint");
    }
    if (version != null) {
      return new Named(PlanSource.tree(treeOf(site, group, version)), "version " + version);
    }
    CheckpointDirectory.Kept kept =
        checkpoints
            .keep(checkpoint)
            .filter(it -> it.site().equals(site) && it.group().equals(group))
            .orElseThrow(() -> new NotFound("checkpoint", checkpoint));
    return new Named(PlanSource.tree(kept.manifest()), "checkpoint " + kept.name());
  }

  private String treeOf(String site, String group, long version) {
    ContentHash tree =
        ledger
            .manifestHash(site, group, version)
            .orElseThrow(() -> new NotFound("version", version));
    if (ledger.manifest(site, group, version).isEmpty()) {
      throw new Conflict(
          "The content of version "
              + version
              + " is not kept any more. Restore a version or a checkpoint that is, or publish.");
    }
    return tree.hex();
  }

  /** What is published without some of its paths. */
  Named without(String site, String group, List<String> patterns) {
    List<String> paths = Globs.require("paths", patterns);
    if (paths.isEmpty()) {
      throw new Invalid("paths", null, "at least one pattern of what is to go, or everything");
    }
    requirePublished(groups.shadow(site, group));
    return new Named(PlanSource.without(paths), String.join(" ", paths));
  }

  /**
   * Refuses a removal of what is not there: whoever orders one has most likely misspelt it, and
   * would take for gone what stays. A version published meanwhile is met by the run.
   */
  void requireMatch(String site, String group, List<String> patterns) {
    long version = groups.shadow(site, group).version();
    Optional<Manifest> published = ledger.manifest(site, group, version);
    if (published.isEmpty()) {
      return;
    }
    List<String> inVain = ManifestFilter.inVain(patterns, published.get());
    if (!inVain.isEmpty()) {
      throw new Conflict(
          "Nothing is removed: no path of version "
              + version
              + ", which is published, matches "
              + String.join(" ", inVain)
              + ". "
              + Globs.MEANING);
    }
  }

  /** That of the version before. */
  Named backup(String site, String group) {
    GroupShadow shadow = groups.shadow(site, group);
    requireBackup(shadow, null);
    return new Named(
        PlanSource.tree(treeOf(site, group, shadow.backup())), "version " + shadow.backup());
  }

  /** The empty one. */
  Named nothing(String site, String group) {
    requirePublished(groups.shadow(site, group));
    return new Named(PlanSource.tree(Manifest.EMPTY.hash().hex()), "everything");
  }

  static void requirePublished(GroupShadow shadow) {
    if (shadow.version() == 0) {
      throw new Conflict("Nothing is published yet.");
    }
  }

  /**
   * Refuses a rollback that leads nowhere.
   *
   * @param expected the version that is to be withdrawn; null for whichever is published
   */
  void requireBackup(GroupShadow shadow, Long expected) {
    if (expected != null && expected != shadow.version()) {
      throw new Conflict(
          "Version "
              + shadow.version()
              + " is published now, not version "
              + expected
              + ". Look at the versions again.");
    }
    if (shadow.backup() == 0) {
      throw new Conflict(
          shadow.version() == 0
              ? "Nothing is published yet."
              : "There is no version before version " + shadow.version() + " to go back to.");
    }
    Optional<PinView> pin = pins.of(shadow.site(), shadow.group(), shadow.backup());
    if (pin.isPresent()) {
      throw new Conflict(
          "The version before is version "
              + shadow.backup()
              + ", "
              + pin.get().inWords()
              + ". Lift its pin first.");
    }
  }
}
