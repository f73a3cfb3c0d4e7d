package org.contentmover.ccm.run;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Globs;
import org.contentmover.ccm.site.GroupShadow;
import org.contentmover.ccm.staging.StagedTrees;
import org.contentmover.ccm.staging.StagingTrouble;
import org.contentmover.ccm.version.view.HotContentView;
import org.contentmover.ccm.version.view.NewHotContent;
import org.contentmover.content.scan.ManifestFilter;
import org.contentmover.content.scan.ScanFailure;
import org.contentmover.content.scan.ScanRules;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.store.Intake;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;

/** Reads the staging area without holding a transaction; what is decided is {@link HotOrders}'. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HotContentsBean implements HotContents {
  @EJB private HotOrders orders;
  @Inject private StagedTrees trees;
  @Inject private ContentStore store;

  @Override
  public List<HotContentView> list(String site, String group) {
    return orders.list(site, group);
  }

  @Override
  public HotContentView place(String site, String group, NewHotContent order, Actor by) {
    HotOrders.Accepted accepted = orders.accept(site, group, order);
    try (Intake content = store.intake()) {
      Manifest staged = trees.scan(accepted.staged(), UUID.randomUUID(), 1, content).manifest();
      GroupShadow shadow = accepted.shadow();
      Manifest published = store.manifest(ContentHash.fromHex(shadow.manifest()));
      requireMatch(accepted.order(), published, staged);
      ScanRules paths = ScanRules.ofPatterns(List.of(), accepted.order().paths());
      Manifest tree = ManifestFilter.replaced(published, staged, paths);
      if (tree.hash().equals(published.hash())) {
        throw new Conflict(
            "Staging area \""
                + accepted.order().stagingArea()
                + "\" has nothing at these paths that differs from what is published.");
      }
      content.add(tree);
      content.finish();
      return orders.place(accepted, tree.hash(), by);
    } catch (ScanFailure | StagingTrouble e) {
      throw new Conflict(
          "Staging area \"" + accepted.order().stagingArea() + "\": " + e.getMessage() + ".");
    } catch (IOException e) {
      throw new UncheckedIOException("Hot content of " + site + " could not be taken in", e);
    }
  }

  /** What is misspelt would be taken for shown. */
  private static void requireMatch(NewHotContent order, Manifest published, Manifest staged) {
    List<String> inVain = ManifestFilter.inVain(order.paths(), published, staged);
    if (!inVain.isEmpty()) {
      throw new Conflict(
          "Nothing is placed: no path, published or in staging area \""
              + order.stagingArea()
              + "\", matches "
              + String.join(" ", inVain)
              + ". "
              + Globs.MEANING);
    }
  }

  @Override
  public HotContentView takeBack(String site, String group, long number, Actor by) {
    return orders.takeBack(site, group, number, by);
  }
}
