package org.contentmover.ccm.run;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Globs;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.site.GroupShadow;
import org.contentmover.ccm.site.view.StagingAreaView;
import org.contentmover.ccm.staging.StagedTree;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.ccm.version.Pins;
import org.contentmover.ccm.version.VersionLedger;
import org.contentmover.ccm.version.hot.HotPlaces;
import org.contentmover.ccm.version.statement.StatementBook;
import org.contentmover.ccm.version.view.HotContentView;
import org.contentmover.ccm.version.view.NewHotContent;
import org.contentmover.core.interpret.PublisherStatement;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;

/** Decides about orders of hot content; each call is a transaction of its own. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class HotOrders {
  private static final int LONGEST_REASON = 1000;

  @Inject private GroupDirectory groups;
  @Inject private HotPlaces places;
  @Inject private RunBook runs;
  @Inject private RunClaims claims;
  @Inject private Pins pins;
  @Inject private VersionLedger ledger;
  @Inject private StatementBook statements;
  @Inject private AuditLog audit;

  /** An order that can be carried out, upon what is published. */
  public record Accepted(GroupShadow shadow, StagedTree staged, NewHotContent order) {}

  public List<HotContentView> list(String site, String group) {
    GroupShadow shadow = groups.shadow(site, group);
    return keptBy(shadow, places.list(site, group));
  }

  public Accepted accept(String site, String group, NewHotContent order) {
    GroupShadow shadow = groups.shadow(site, group);
    String reason = order.reason();
    if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw new Invalid("reason", reason, "1 to " + LONGEST_REASON + " characters that say why");
    }
    List<String> paths = Globs.require("paths", order.paths());
    if (paths.isEmpty()) {
      throw new Invalid("paths", null, "at least one pattern of what is to be other content");
    }
    if (order.stagingArea() == null) {
      throw new Invalid("stagingArea", null, "the name of a staging area of the site");
    }
    StagingAreaView area = groups.stagingArea(order.stagingArea());
    if (!area.site().equals(site)) {
      throw new Invalid("stagingArea", order.stagingArea(), "a staging area of site " + site);
    }
    requireMembers(shadow, order.servers());
    requireReady(shadow);
    return new Accepted(
        shadow,
        StagedTree.of(area),
        new NewHotContent(
            area.name(), List.copyOf(paths), List.copyOf(order.servers()), reason.strip()));
  }

  private void requireMembers(GroupShadow shadow, List<String> servers) {
    Set<String> members =
        groups.members(shadow.site(), shadow.group()).stream()
            .map(ServerState::name)
            .collect(Collectors.toSet());
    if (servers == null
        || servers.isEmpty()
        || !members.containsAll(servers)
        || Set.copyOf(servers).size() < servers.size()) {
      throw new Invalid(
          "servers",
          servers,
          "one or more different servers of content group "
              + shadow.group()
              + ", which has "
              + members.stream().sorted().limit(20).toList());
    }
  }

  private void requireReady(GroupShadow shadow) {
    if (shadow.version() == 0 || Manifest.EMPTY.hash().hex().equals(shadow.manifest())) {
      throw new Conflict("Nothing is published that hot content could change. Publish first.");
    }
    for (Run run : runs.activeOn(shadow.site())) {
      if (run.group().equals(shadow.group()) && run.phase().holdsSite()) {
        throw new Conflict(
            run.title()
                + " is "
                + run.phase()
                + ". Abort it, or wait for its end, and order again.");
      }
    }
  }

  public HotContentView place(Accepted accepted, ContentHash tree, Actor by) {
    GroupShadow shadow = accepted.shadow();
    groups.lockSite(shadow.site());
    GroupShadow now = groups.shadow(shadow.site(), shadow.group());
    if (now.version() != shadow.version()) {
      throw new Conflict(
          "Version "
              + now.version()
              + " was published while the staging area was read. Order again if it is still"
              + " wanted.");
    }
    requireReady(now);
    requireNotWithdrawn(now, tree);
    requireSigned(now, tree, accepted.order().servers());
    try {
      HotContentView placed = places.place(now, tree, accepted.order(), by);
      audit.record(
          by,
          "content-group.hot",
          shadow.site() + "/" + shadow.group(),
          "version "
              + placed.version()
              + ": "
              + String.join(" ", placed.paths())
              + " on "
              + String.join(" ", placed.servers())
              + ": "
              + placed.reason());
      return placed;
    } catch (IOException e) {
      throw new UncheckedIOException("Hot content could not be kept", e);
    }
  }

  /**
   * Its servers keep to the statement it goes live by, and the others do not: it has to allow all
   * that any of them is to show next.
   */
  private void requireSigned(GroupShadow shadow, ContentHash tree, List<String> servers) {
    String site = shadow.site();
    String group = shadow.group();
    if (groups.publisherKeys(site).isEmpty()) {
      return;
    }
    List<ContentHash> back =
        Stream.of(
                Stream.of(ContentHash.fromHex(shadow.manifest())),
                wayBack(shadow).stream(),
                places.treesBeside(shadow, servers).stream())
            .flatMap(Function.identity())
            .filter(it -> !it.equals(tree))
            .distinct()
            .toList();
    if (back.size() > PublisherStatement.MAX_BACK) {
      throw new Conflict(
          "Servers show so much different hot content that no publisher's statement can allow all"
              + " of it. Take some back first.");
    }
    if (statements.isMissing(site, group, tree, back)) {
      throw new Conflict(
          "A publisher signs for what may be live: "
              + statements.request(site, group, tree, back)
              + " Then order again.");
    }
  }

  private Optional<ContentHash> wayBack(GroupShadow shadow) {
    String site = shadow.site();
    String group = shadow.group();
    return pins.of(site, group, shadow.backup()).isPresent()
        ? Optional.empty()
        : ledger.kept(site, group, shadow.backup());
  }

  /** Hot content has the configuration entries of what is published. */
  private void requireNotWithdrawn(GroupShadow shadow, ContentHash tree) {
    String site = shadow.site();
    String group = shadow.group();
    pins.withdrawn(site, group, tree, ledger.entries(site, group, shadow.version()))
        .ifPresent(
            why -> {
              throw new Conflict("Not shown: " + why + ", or order other paths.");
            });
  }

  public HotContentView takeBack(String site, String group, long number, Actor by) {
    groups.lockSite(site);
    HotContentView ended =
        places
            .takeBack(site, group, number, by)
            .orElseThrow(() -> new NotFound("hot content", number));
    audit.record(by, "content-group.hot-back", site + "/" + group, "version " + number);
    return keptBy(groups.shadow(site, group), List.of(ended)).get(0);
  }

  /** With what is said of those that have ended while runs have servers that show them. */
  private List<HotContentView> keptBy(GroupShadow shadow, List<HotContentView> views) {
    Map<String, String> busy = claims.bySite().getOrDefault(shadow.site(), Map.of());
    if (busy.isEmpty() || views.stream().allMatch(view -> view.endedAt() == null)) {
      return views;
    }
    Map<Long, List<ServerState>> showing =
        groups.members(shadow.site(), shadow.group()).stream()
            .filter(server -> busy.containsKey(server.name()))
            .collect(Collectors.groupingBy(server -> server.liveVersion(shadow.site())));
    return views.stream()
        .map(view -> view.endedAt() == null ? view : keptBy(view, showing, busy))
        .toList();
  }

  private static HotContentView keptBy(
      HotContentView view, Map<Long, List<ServerState>> showing, Map<String, String> busy) {
    List<String> servers =
        showing.getOrDefault(view.version(), List.of()).stream().map(ServerState::name).toList();
    String runs = servers.stream().map(busy::get).distinct().collect(Collectors.joining(" "));
    return servers.isEmpty()
        ? view
        : view.keptBy(
            "Still shown on " + String.join(" ", servers) + " until a run is done there: " + runs);
  }
}
