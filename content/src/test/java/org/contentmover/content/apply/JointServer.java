package org.contentmover.content.apply;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.contentmover.content.assignment.AssignmentOrder;
import org.contentmover.content.assignment.AssignmentWriter;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.configuration.ConfigurationFiles;
import org.contentmover.content.delta.DeltaProfile;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.fixture.HookScripts;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.content.seal.PublisherPins;
import org.contentmover.content.seal.Unsealing;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.ConfigurationEntry;
import org.contentmover.core.interpret.VersionPolicy;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;

/**
 * A server of three sites, and what a CCM publishes on all of them together. Version 1 of each site
 * is live, version 2 staged.
 */
final class JointServer implements Closeable {
  static final HostedSite HELP = new HostedSite("help.example.com");
  static final HostedSite SHOP = new HostedSite("shop.example.com");
  static final HostedSite WWW = Publisher.SITE;
  static final List<HostedSite> SITES = List.of(HELP, SHOP, WWW);

  private final Publisher publisher;
  private final Path root;
  private final HookScripts scripts;
  private final List<ConfigurationEntry> entries;
  private final Map<HostedSite, Manifest> second = new HashMap<>();
  private UnaryOperator<PublisherPins> pins = it -> it;
  private Optional<String> switchHook = Optional.empty();

  JointServer(Path directory) throws Exception {
    this(directory, true);
  }

  /**
   * One on which nothing is live yet, and these entries go with what is staged on the first site.
   */
  static JointServer ofNewSites(Path directory, String... entries) throws Exception {
    return new JointServer(directory, false, entries);
  }

  private JointServer(Path directory, boolean live, String... entries) throws Exception {
    this.entries = Arrays.stream(entries).map(ConfigurationEntry::parse).toList();
    publisher = new Publisher(directory.resolve("ccm"));
    root = Files.createDirectories(directory.resolve("server"));
    Files.writeString(shop(), "colour=red\n");
    scripts = new HookScripts(directory.resolve("etc"));
    try (Sites sites = open(root, FileSystemOps.REAL)) {
      for (HostedSite site : SITES) {
        SampleTree staging =
            SampleTree.at(directory.resolve("staging-" + site)).file("index.html", "one");
        Manifest first = publisher.takeIn(staging.root());
        if (live) {
          sites.take(site, content(site, Manifest.EMPTY, 0, first, 1));
          sites.take(site, commit(site, 1));
        }
        staging.file("index.html", "two");
        second.put(site, publisher.takeIn(staging.root()));
        Manifest base = live ? first : Manifest.EMPTY;
        sites.take(site, content(site, base, live ? 1 : 0, second.get(site), 2));
      }
    }
  }

  Path root() {
    return root;
  }

  /** A configuration file that entries may be in. */
  Path shop() {
    return root.resolveSibling("shop.properties");
  }

  Publisher publisher() {
    return publisher;
  }

  HookScripts scripts() {
    return scripts;
  }

  /** What is opened from now on has a switch hook. */
  void showBy(String hook) {
    switchHook = Optional.of(hook);
  }

  /** From now on nothing goes live without the word of whom these pins name. */
  void pin(PublisherPins publishers) {
    pins = it -> publishers;
  }

  // ---------------------------------------------------------------- what the CCM writes

  AssignmentOrder order(HostedSite site, AssignmentType type, long base, long version) {
    AssignmentOrder it = publisher.order(type, base, version);
    return new AssignmentOrder(
        it.assignmentId(),
        it.sequence(),
        type,
        site,
        it.contentGroup(),
        it.jobRunId(),
        base,
        version,
        it.createdAt(),
        it.expiresAt(),
        it.activation());
  }

  Path content(HostedSite site, Manifest base, long from, Manifest target, long to)
      throws IOException {
    AssignmentOrder order = order(site, AssignmentType.PUBLISH, from, to);
    return publisher
        .write(site.equals(HELP) ? order.withEntries(entries) : order, base, target)
        .file();
  }

  Path order(HostedSite site, AssignmentType type, long version) throws IOException {
    return publisher.writeOrder(order(site, type, 0, version), ContentHash.NONE).file();
  }

  Path commit(HostedSite site, long version) throws IOException {
    return order(site, AssignmentType.COMMIT, version);
  }

  ContentHash second(HostedSite site) {
    return second.get(site).hash();
  }

  /** The order to make version 2 of all sites live. */
  Path jointCommit() throws IOException {
    return jointCommit(SITES, it -> it);
  }

  Path jointCommit(Collection<HostedSite> sites, UnaryOperator<AssignmentOrder> change)
      throws IOException {
    return writeJointCommit(sites, change).file();
  }

  WrittenAssignment writeJointCommit(
      Collection<HostedSite> sites, UnaryOperator<AssignmentOrder> change) throws IOException {
    AssignmentId id = new AssignmentId(UUID.randomUUID());
    Map<AssignmentOrder, ContentHash> commits = new LinkedHashMap<>();
    for (HostedSite site : sites) {
      AssignmentOrder it = order(site, AssignmentType.COMMIT, 0, 2);
      AssignmentOrder one =
          new AssignmentOrder(
              id,
              it.sequence(),
              it.type(),
              site,
              it.contentGroup(),
              it.jobRunId(),
              0,
              2,
              it.createdAt(),
              it.expiresAt(),
              it.activation());
      commits.put(change.apply(one), second.containsKey(site) ? second(site) : ContentHash.NONE);
    }
    return new AssignmentWriter(publisher.store(), publisher.key(), DeltaProfile.DEFAULT)
        .writeJointCommit(scratch(id), commits);
  }

  private Path scratch(AssignmentId id) {
    return publisher.file(id);
  }

  // ---------------------------------------------------------------- the agent

  /** An agent: all sites open, and what was interrupted is ended. */
  final class Sites implements Closeable {
    private final SortedMap<HostedSite, ContentInterpreter> open = new TreeMap<>();
    private final JointCommit joint;

    private Sites(Path at, FileSystemOps ops) throws IOException {
      joint = new JointCommit(at, TrustedKeys.of(publisher.key().publicKey()), ops);
      boolean opened = false;
      try {
        for (HostedSite site : SITES) {
          open.put(site, openOne(at, site, ops));
        }
        joint.recover(this::site);
        opened = true;
      } finally {
        if (!opened) {
          close();
        }
      }
    }

    Optional<ContentInterpreter> site(HostedSite site) {
      return Optional.ofNullable(open.get(site));
    }

    ContentInterpreter of(HostedSite site) {
      return open.get(site);
    }

    AssignmentOutcome carryOut(Path jointCommit) {
      return joint.carryOut(jointCommit, this::site);
    }

    void recover() {
      joint.recover(this::site);
    }

    /** Has a site carry out what has to succeed. */
    void take(HostedSite site, Path assignment) {
      AssignmentOutcome outcome = open.get(site).carryOut(assignment);
      if (!outcome.succeeded()) {
        throw new AssertionError(outcome.detail());
      }
    }

    List<String> problems() {
      List<String> problems = new ArrayList<>();
      open.forEach(
          (site, it) ->
              Optional.ofNullable(it.status().problem())
                  .ifPresent(problem -> problems.add(site + ": " + problem)));
      return problems;
    }

    @Override
    public void close() throws IOException {
      for (ContentInterpreter it : open.values()) {
        it.close();
      }
    }
  }

  Sites open(Path at, FileSystemOps ops) throws IOException {
    return new Sites(at, ops);
  }

  private ContentInterpreter openOne(Path at, HostedSite site, FileSystemOps ops)
      throws IOException {
    return ContentInterpreter.open(
        SiteDirectory.under(at, site),
        TrustedKeys.of(publisher.key().publicKey()),
        pins.apply(PublisherPins.NONE),
        Publisher.CLOCK,
        VersionPolicy.ofCount(3),
        ops,
        new Surroundings(
            scripts.open(Duration.ofSeconds(60)),
            switchHook,
            new ConfigurationFiles("boston-1", Map.of("shop", shop())),
            Unsealing.NONE));
  }

  /** What each site shows to a web server: the text of its one file, or that there is nothing. */
  static List<String> live(Path at) throws IOException {
    List<String> live = new ArrayList<>();
    for (HostedSite site : SITES) {
      Path link = SiteDirectory.under(at, site).live();
      live.add(
          Files.exists(link, LinkOption.NOFOLLOW_LINKS)
              ? Files.readString(link.resolve("index.html"))
              : "nothing");
    }
    return live;
  }

  @Override
  public void close() throws IOException {
    publisher.close();
  }
}
