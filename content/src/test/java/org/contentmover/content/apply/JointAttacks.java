package org.contentmover.content.apply;

import static org.contentmover.content.apply.JointServer.HELP;
import static org.contentmover.content.apply.JointServer.SHOP;
import static org.contentmover.content.apply.JointServer.SITES;
import static org.contentmover.content.apply.JointServer.WWW;
import static org.contentmover.core.interpret.RefusalReason.BAD_SIGNATURE;
import static org.contentmover.core.interpret.RefusalReason.EXPIRED;
import static org.contentmover.core.interpret.RefusalReason.HOOK_MISSING;
import static org.contentmover.core.interpret.RefusalReason.MALFORMED;
import static org.contentmover.core.interpret.RefusalReason.OLD_SEQUENCE;
import static org.contentmover.core.interpret.RefusalReason.STATEMENT_FORGED;
import static org.contentmover.core.interpret.RefusalReason.STATEMENT_MISMATCH;
import static org.contentmover.core.interpret.RefusalReason.STATEMENT_MISSING;
import static org.contentmover.core.interpret.RefusalReason.UNKNOWN_KEY;
import static org.contentmover.core.interpret.RefusalReason.UNSUPPORTED_FORMAT;
import static org.contentmover.core.interpret.RefusalReason.VERSION_MISMATCH;
import static org.contentmover.core.interpret.RefusalReason.WRONG_COMMANDS;
import static org.contentmover.core.interpret.RefusalReason.WRONG_GROUP;
import static org.contentmover.core.interpret.RefusalReason.WRONG_SITE;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.assignment.HostileWriter;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.fixture.HookScripts;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.interpret.PublisherStatement;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.format.Header;
import org.contentmover.format.JointSite;
import org.contentmover.format.Moment;
import org.contentmover.format.RunHook;
import org.contentmover.format.Type;

/** Commits of several sites that must not switch one of them (CM-9, CM-12). */
final class JointAttacks {
  private final JointServer server;
  private final SigningKey author;
  private final List<Attack> attacks = new ArrayList<>();

  private JointAttacks(JointServer server, SigningKey author) {
    this.server = server;
    this.author = author;
  }

  /** Where the CCM's signature is enough. */
  static List<Attack> on(JointServer server) {
    JointAttacks all = new JointAttacks(server, null);
    all.sites();
    all.replays();
    all.bytes();
    all.hooks();
    return all.attacks;
  }

  /** Where nothing goes live without the author's word. */
  static List<Attack> withoutWord(JointServer server, SigningKey author) {
    JointAttacks all = new JointAttacks(server, author);
    all.statements();
    return all.attacks;
  }

  private void sites() {
    lie(
        "same site twice",
        "in the middle",
        MALFORMED,
        "after shop",
        it -> it.addJoint(1, it.getJoint(0)));
    lie(
        "same site twice",
        "the header's own",
        MALFORMED,
        "after help",
        it -> it.addJoint(0, it.getJoint(0).toBuilder().setHostedSite(HELP.value())));
    lie(
        "sites in another order",
        "commit of several",
        MALFORMED,
        "after www",
        it -> {
          JointSite first = it.getJoint(0);
          return it.setJoint(0, it.getJoint(1)).setJoint(1, first);
        });
    lie(
        "too many",
        "17 sites",
        MALFORMED,
        "more than 16 sites",
        it -> {
          for (int i = 0; i < 14; i++) {
            it.addJoint(it.getJoint(1).toBuilder().setHostedSite("www" + (char) ('a' + i)));
          }
          return it;
        });
    for (Type type :
        new Type[] {Type.TYPE_ABORT, Type.TYPE_ROLLBACK, Type.TYPE_REMOVE, Type.TYPE_PUBLISH}) {
      lie(
          "several sites",
          type.name().substring(5).toLowerCase(Locale.ROOT),
          MALFORMED,
          "several sites although it is of type",
          it -> it.setType(type));
    }
    second(
        "foreign site",
        "unknown here",
        WRONG_SITE,
        "is not on this server",
        it -> it.setHostedSite("shop.example.org"));
    second("foreign site", "a path", MALFORMED, "", it -> it.setHostedSite("shop/../../etc"));
    second(
        "foreign content group",
        "second site",
        WRONG_GROUP,
        "does not belong",
        it -> it.setContentGroup("others"));
    second(
        "version that is not there",
        "second site",
        VERSION_MISMATCH,
        "is not staged here",
        it -> it.setTargetVersion(7));
    second(
        "commit of other content",
        "second site",
        VERSION_MISMATCH,
        "other content",
        it ->
            it.setTargetManifestSha256(
                ByteString.copyFrom(ContentHash.sha256(new byte[1]).bytes())));
    second(
        "no hash of a manifest",
        "second site",
        MALFORMED,
        "",
        it -> it.clearTargetManifestSha256());
    second(
        "number that cannot be",
        "sequence 0 of the second site",
        MALFORMED,
        "sequence below 1",
        it -> it.setSequence(0));
    second(
        "number that cannot be",
        "negative version of the second site",
        MALFORMED,
        "negative target",
        it -> it.setTargetVersion(-1));
    second(
        "unknown part",
        "second site",
        UNSUPPORTED_FORMAT,
        "does not know",
        it -> it.setUnknownFields(AttackedServer.unknown(9)));
  }

  private void replays() {
    second(
        "old sequence", "second site", OLD_SEQUENCE, "was taken already", it -> it.setSequence(1));
    attack(
        "expired",
        "commit of several",
        EXPIRED,
        "expired at",
        file -> lied(file, it -> it.setExpiresAtMs(Publisher.NOW.toEpochMilli())));
    attack(
        "older commit than one that was taken",
        "second site",
        OLD_SEQUENCE,
        "was taken already",
        file -> {
          Path earlier = server.jointCommit();
          Path later = server.order(SHOP, AssignmentType.ABORT, 9);
          try (JointServer.Sites sites = server.open(server.root(), FileSystemOps.REAL)) {
            sites.take(SHOP, later);
          }
          return earlier;
        });
  }

  private void bytes() {
    attack(
        "flipped bit",
        "name of the second site",
        BAD_SIGNATURE,
        "signature",
        file -> {
          byte[] bytes = Files.readAllBytes(server.jointCommit());
          byte[] name = SHOP.value().getBytes(StandardCharsets.US_ASCII);
          int at =
              new String(bytes, StandardCharsets.ISO_8859_1)
                  .indexOf(new String(name, StandardCharsets.ISO_8859_1));
          bytes[at] ^= 1;
          return Files.write(file, bytes);
        });
    attack(
        "stranger's key",
        "commit of several",
        UNKNOWN_KEY,
        "is not trusted",
        file -> {
          WrittenAssignment honest = server.writeJointCommit(SITES, it -> it);
          return hostile(honest).write(file, SigningKey.generate());
        });
  }

  private void hooks() {
    HookCall reload = HookScripts.after("reload");
    attack(
        "hook that is not installed",
        "second site of a commit",
        HOOK_MISSING,
        "hook reload of server boston-1 is not installed",
        file ->
            server.jointCommit(
                SITES, it -> it.hostedSite().equals(SHOP) ? it.withHooks(List.of(reload)) : it));
    second(
        "hook of an impossible name",
        "second site",
        MALFORMED,
        "the name of a hook",
        it -> it.addHooks(hook("../sh")));
    second(
        "hook at an unknown moment",
        "second site",
        UNSUPPORTED_FORMAT,
        "does not know",
        it -> it.addHooks(hook("reload").clearMoment()));
    second(
        "too many",
        "9 hooks of the second site",
        MALFORMED,
        "at most 8 hooks",
        it -> {
          for (int i = 0; i < 9; i++) {
            it.addHooks(hook("reload"));
          }
          return it;
        });
    attack(
        "command that changes files",
        "commit of several",
        WRONG_COMMANDS,
        "changes no files",
        file -> {
          WrittenAssignment honest = server.writeJointCommit(SITES, it -> it);
          return hostile(honest)
              .command(AttackedServer.removeFile("index.html"))
              .write(file, server.publisher().key());
        });
  }

  private static RunHook.Builder hook(String name) {
    return RunHook.newBuilder().setName(name).setMoment(Moment.MOMENT_AFTER_SWITCH);
  }

  private void statements() {
    word("no statement", STATEMENT_MISSING, "brings no", Optional.empty());
    word(
        "another publisher's statement",
        STATEMENT_FORGED,
        "not pinned",
        Optional.of(statement(SigningKey.generate(), SHOP, server.second(SHOP))));
    word(
        "statement for another site",
        STATEMENT_MISMATCH,
        "",
        Optional.of(statement(author, WWW, server.second(SHOP))));
    word(
        "statement for another tree",
        STATEMENT_MISMATCH,
        "",
        Optional.of(statement(author, SHOP, ContentHash.sha256(new byte[] {2}))));
  }

  private void word(
      String kind, RefusalReason reason, String says, Optional<SignedStatement> shops) {
    attack(
        kind,
        "second site",
        reason,
        says,
        file ->
            server.jointCommit(
                SITES,
                it ->
                    it.with(
                        it.hostedSite().equals(SHOP)
                            ? shops
                            : Optional.of(
                                statement(
                                    author, it.hostedSite(), server.second(it.hostedSite()))))));
  }

  /** What the author says to version 2 of a site. */
  static SignedStatement statement(SigningKey author, HostedSite site, ContentHash tree) {
    return SignedStatement.sign(
        author,
        new PublisherStatement(
            site,
            new ContentGroup(Publisher.GROUP.value()),
            Publisher.NOW.minus(Duration.ofMinutes(1)),
            Optional.empty(),
            tree,
            List.of()));
  }

  private void second(
      String kind,
      String place,
      RefusalReason reason,
      String says,
      UnaryOperator<JointSite.Builder> lie) {
    lie(kind, place, reason, says, it -> it.setJoint(0, lie.apply(it.getJoint(0).toBuilder())));
  }

  private void lie(
      String kind,
      String place,
      RefusalReason reason,
      String says,
      UnaryOperator<Header.Builder> lie) {
    attack(kind, place, reason, says, file -> lied(file, lie));
  }

  private Path lied(Path file, UnaryOperator<Header.Builder> lie) throws Exception {
    WrittenAssignment honest = server.writeJointCommit(SITES, it -> it);
    List<JointSite> joint = joint(honest.file());
    return hostile(honest)
        .section(new byte[0])
        .header(it -> lie.apply(it.addAllJoint(joint)))
        .write(file, server.publisher().key());
  }

  private HostileWriter hostile(WrittenAssignment honest) {
    return new HostileWriter(honest.header());
  }

  /** The other sites of an honest order. */
  private List<JointSite> joint(Path honest) throws Exception {
    byte[] bytes = Files.readAllBytes(honest);
    try (AssignmentReader reader =
        AssignmentReader.open(honest, TrustedKeys.of(server.publisher().key().publicKey()))) {
      int length = ByteBuffer.wrap(bytes).getInt(8);
      List<JointSite> joint =
          Header.parseFrom(Arrays.copyOfRange(bytes, 32, 32 + length)).getJointList();
      if (joint.size() != reader.joint().size()) {
        throw new AssertionError("the header is not where it should be");
      }
      return joint;
    }
  }

  private void attack(
      String kind, String place, RefusalReason reason, String says, Attack.Writing writing) {
    attacks.add(Attack.refused(kind, place, reason, says, writing));
  }
}
