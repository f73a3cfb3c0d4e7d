package org.contentmover.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.contentmover.content.assignment.AssignmentOrder;
import org.contentmover.content.assignment.AssignmentWriter;
import org.contentmover.content.delta.DeltaProfile;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.trust.KeyFile;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.interpret.PublisherStatement;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tool sees of a commit that makes several sites live together (CM-9). */
class JointOrderTest {
  private static final ContentGroup GROUP = new ContentGroup("boston");
  private static final HostedSite HELP = new HostedSite("help.example.com");
  private static final HostedSite SHOP = new HostedSite("shop.example.com");
  private static final HostedSite WWW = new HostedSite("www.example.com");
  private static final List<HostedSite> SITES = List.of(HELP, SHOP, WWW);
  private static final HookCall HOOK =
      new HookCall("purge-cache", HookCall.Moment.AFTER_SWITCH, false, new TreeMap<>());

  @TempDir Path directory;
  private final Tool tool = new Tool();
  private final AssignmentId id = new AssignmentId(UUID.randomUUID());
  private Path out;
  private SigningKey ccm;
  private SigningKey author;
  private final Map<HostedSite, SigningKey> signers = new HashMap<>();

  @BeforeEach
  void make() throws Exception {
    out = directory.resolve("out");
    tool.does("key", directory.resolve("ccm"));
    tool.does("key", directory.resolve("author"));
    ccm = KeyFile.load(directory.resolve("ccm"));
    author = KeyFile.load(directory.resolve("author"));
    Path trees = TestTree.at(directory.resolve("tree")).file("index.html", "one").root();
    Path statement = directory.resolve("statement");
    tool.does(
        "sign",
        statement,
        "--key",
        directory.resolve("author"),
        "--site",
        "site",
        "--group",
        "all",
        "--tree",
        trees);
    tool.does(
        "make", trees, trees, out, "--key", directory.resolve("ccm"), "--statement", statement);
  }

  /** In place of the commit of the one site there is one of three. */
  private void commit(List<HostedSite> allowed) throws Exception {
    Map<AssignmentOrder, ContentHash> commits = new LinkedHashMap<>();
    for (HostedSite site : SITES) {
      AssignmentOrder order = order(site).with(allowed.contains(site) ? word(site) : none());
      commits.put(site.equals(WWW) ? order.withHooks(List.of(HOOK)) : order, tree(site));
    }
    Path commit = out.resolve("commit.assignment");
    Files.delete(commit);
    try (ContentStore store = ContentStore.open(directory.resolve("store"))) {
      new AssignmentWriter(store, ccm, DeltaProfile.DEFAULT).writeJointCommit(commit, commits);
    }
  }

  private AssignmentOrder order(HostedSite site) {
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    int at = SITES.indexOf(site);
    return new AssignmentOrder(
        id,
        10 + at,
        AssignmentType.COMMIT,
        site,
        GROUP,
        "",
        0,
        20 + at,
        now,
        now.plusSeconds(3_600),
        Activation.COMMIT_ON_ORDER);
  }

  private static ContentHash tree(HostedSite site) {
    return ContentHash.fromHex(String.valueOf(1 + SITES.indexOf(site)).repeat(64));
  }

  private static Optional<SignedStatement> none() {
    return Optional.empty();
  }

  private Optional<SignedStatement> word(HostedSite site) {
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    return Optional.of(
        SignedStatement.sign(
            signers.getOrDefault(site, author),
            new PublisherStatement(site, GROUP, now, Optional.empty(), tree(site), List.of())));
  }

  @Test
  void shouldNameEverySiteWithItsVersions() throws Exception {
    commit(List.of(SHOP));
    tool.does("inspect", out, "--list");
    StringBuilder wanted = new StringBuilder();
    for (HostedSite site : SITES) {
      wanted.append(said("hosted site", site.value()));
      wanted.append(said("content group", "boston"));
      wanted.append(said("sequence", 10 + SITES.indexOf(site)));
      wanted.append(said("base version", "0 " + ContentHash.NONE));
      wanted.append(said("target version", 20 + SITES.indexOf(site) + " " + tree(site)));
      wanted.append(said("publisher's key", site.equals(SHOP) ? author.keyId() : "none"));
    }
    wanted.append(said("Hook", HOOK));
    Matcher found = Pattern.compile(wanted.toString(), Pattern.DOTALL).matcher(tool.out());
    assertTrue(found.find(), tool.out());
  }

  /** Somewhere after what was said before. */
  private static String said(String name, Object value) {
    return name + " +" + Pattern.quote(value.toString()) + "\n.*?";
  }

  @Test
  void shouldWantAPublishersWordForEverySite() throws Exception {
    commit(SITES);
    assertEquals(AssignmentTool.DONE, verify(), tool.err());
    commit(List.of(HELP, WWW));
    assertEquals(AssignmentTool.FAILED, verify());
    assertTrue(tool.err().contains("STATEMENT_MISSING"), tool.err());
    assertTrue(tool.err().contains(SHOP.value()), tool.err());
  }

  /** Each site may have another one. */
  @Test
  void shouldAskThePublisherOfEachSite() throws Exception {
    tool.does("key", directory.resolve("keeper"));
    SigningKey keeper = KeyFile.load(directory.resolve("keeper"));
    signers.put(SHOP, keeper);
    commit(SITES);
    assertEquals(AssignmentTool.FAILED, verify());
    assertTrue(tool.err().contains("STATEMENT_FORGED"), tool.err());
    assertTrue(tool.err().contains(SHOP.value()), tool.err());

    String ofShop = SHOP + "=" + directory.resolve("keeper.pub");
    assertEquals(AssignmentTool.DONE, verify("--publisher", ofShop), tool.err());
    for (HostedSite site : SITES) {
      String key = signers.getOrDefault(site, author).keyId();
      assertTrue(tool.out().contains(site + " allowed by publisher's key " + key), tool.out());
    }
    String ofHelp = HELP + "=" + directory.resolve("keeper.pub");
    assertEquals(
        AssignmentTool.FAILED, verify("--publisher", ofShop, "--publisher", ofHelp), tool.out());
    assertTrue(tool.err().contains(HELP.value()), tool.err());
    assertEquals(
        AssignmentTool.WRONG_USE, verify("--publisher", ofShop, "--publisher", ofShop), tool.out());
  }

  @Test
  void shouldSayForWhichSitesNobodyWasAsked() throws Exception {
    commit(List.of(SHOP));
    String ofShop = SHOP + "=" + directory.resolve("author.pub");
    tool.does("verify", out, "--key", out.resolve("key.pub"), "--publisher", ofShop);
    assertTrue(tool.out().contains(SHOP + " allowed by publisher's key"), tool.out());
    assertTrue(tool.out().contains(HELP + " without asking a publisher"), tool.out());
    assertTrue(tool.out().contains(WWW + " without asking a publisher"), tool.out());
  }

  private int verify(Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of(
                "verify",
                out,
                "--key",
                out.resolve("key.pub"),
                "--publisher",
                directory.resolve("author.pub")));
    words.addAll(List.of(more));
    return tool.run(words.toArray());
  }
}
