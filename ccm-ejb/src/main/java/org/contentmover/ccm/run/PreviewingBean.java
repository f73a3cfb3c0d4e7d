package org.contentmover.ccm.run;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.job.Jobs;
import org.contentmover.ccm.job.view.JobView;
import org.contentmover.ccm.paging.Page;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.Names;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.run.view.ChangedPathView;
import org.contentmover.ccm.run.view.NewPreview;
import org.contentmover.ccm.run.view.PreviewView;
import org.contentmover.ccm.version.plan.PlanSource;
import org.contentmover.ccm.version.preview.PreviewOrder;
import org.contentmover.ccm.version.preview.Previewed;
import org.contentmover.ccm.version.preview.Previews;
import org.contentmover.core.manifest.ChangedPath;
import org.contentmover.core.run.Quorum;
import org.contentmover.core.run.RunKind;
import org.contentmover.core.run.RunPolicy;

/** Takes orders for previews, and shows them together with what is now. */
@Stateless
public class PreviewingBean implements Previewing {
  private static final String OF_GROUPS =
      "rollBack, restoreVersion, restoreCheckpoint, removePaths and removeEverything";

  @Inject private Previews previews;
  @Inject private PreviewViews views;
  @Inject private OrderedTrees trees;
  @Inject private Jobs jobs;

  @Override
  public PreviewView start(NewPreview order, Actor by) {
    long asked =
        Stream.of(
                order.job() != null,
                Boolean.TRUE.equals(order.rollBack()),
                order.restoreVersion() != null || order.restoreCheckpoint() != null,
                order.removePaths() != null,
                Boolean.TRUE.equals(order.removeEverything()))
            .filter(Boolean::booleanValue)
            .count();
    if (asked != 1) {
      throw new Invalid(
          "job",
          order.job(),
          order.job() == null
              ? "a job, or a site and a group with exactly one of " + OF_GROUPS
              : "a job alone, without any of " + OF_GROUPS);
    }
    return views.view(
        previews.begin(order.job() != null ? ofJob(order) : ofGroup(order), by.toString()));
  }

  private PreviewOrder ofJob(NewPreview order) {
    JobView job = jobs.viewByName(order.job());
    return new PreviewOrder(
        RunKind.PUBLISH,
        job.site(),
        job.group(),
        job.name(),
        PlanSource.stagingArea(job.stagingArea(), Boolean.TRUE.equals(order.evenIfPinned())),
        Quorum.parse(job.quorum()));
  }

  private PreviewOrder ofGroup(NewPreview order) {
    String site = Names.site("site", order.site());
    String group = Names.group("group", order.group());
    if (Boolean.TRUE.equals(order.rollBack())) {
      return ofGroup(RunKind.ROLLBACK, site, group, trees.backup(site, group));
    }
    if (Boolean.TRUE.equals(order.removeEverything())) {
      return ofGroup(RunKind.TAKE_OFF, site, group, trees.nothing(site, group));
    }
    if (order.removePaths() != null) {
      OrderedTrees.Named tree = trees.without(site, group, order.removePaths());
      trees.requireMatch(site, group, tree.source().removes());
      return ofGroup(RunKind.REMOVE, site, group, tree);
    }
    return ofGroup(
        RunKind.RESTORE,
        site,
        group,
        trees.restored(site, group, order.restoreVersion(), order.restoreCheckpoint()));
  }

  private static PreviewOrder ofGroup(
      RunKind kind, String site, String group, OrderedTrees.Named tree) {
    return new PreviewOrder(kind, site, group, null, tree.source(), RunPolicy.DEFAULT.quorum());
  }

  @Override
  public Page<PreviewView> list(PageRequest page) {
    Page<Previewed> found = previews.list(page);
    return Page.of(found.items().stream().map(views::summary).toList(), page, found.total());
  }

  @Override
  public PreviewView view(UUID id) {
    return views.view(find(id));
  }

  private Previewed find(UUID id) {
    return previews.find(id).orElseThrow(() -> new NotFound("preview", id));
  }

  @Override
  public Page<ChangedPathView> paths(UUID id, String kind, PageRequest page) {
    find(id);
    Page<ChangedPath> found = previews.paths(id, kind(kind), page);
    List<ChangedPathView> paths =
        found.items().stream()
            .map(
                it ->
                    new ChangedPathView(
                        it.kind().name(),
                        it.path(),
                        it.from().isEmpty() ? null : it.from(),
                        it.entries(),
                        it.sizeBytes()))
            .toList();
    return Page.of(paths, page, found.total());
  }

  private static ChangedPath.Kind kind(String name) {
    if (name == null) {
      return null;
    }
    return Arrays.stream(ChangedPath.Kind.values())
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new Invalid("kind", name, "NEW, CHANGED, REMOVED or MOVED"));
  }
}
