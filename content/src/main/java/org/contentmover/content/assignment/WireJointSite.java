package org.contentmover.content.assignment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.format.JointSite;
import org.contentmover.format.RunHook;

/** The other sites of a commit between their bytes and their meaning. */
final class WireJointSite {
  private WireJointSite() {}

  static JointSite encode(SiteCommit commit) {
    AssignmentHeader header = commit.header();
    JointSite.Builder wire =
        JointSite.newBuilder()
            .setHostedSite(header.hostedSite().value())
            .setContentGroup(header.contentGroup().value())
            .setSequence(header.sequence())
            .setTargetVersion(header.targetVersion())
            .setTargetManifestSha256(WireHeader.bytes(header.targetManifestSha256()));
    commit.statement().ifPresent(it -> wire.setStatement(it.wire()));
    commit.hooks().forEach(it -> wire.addHooks(CommandEncoder.hook(it)));
    return wire.build();
  }

  /**
   * Understands what a header says of other sites.
   *
   * @param first what it says of its own
   */
  static List<SiteCommit> decode(List<JointSite> wire, AssignmentHeader first)
      throws AssignmentRejected {
    if (wire.isEmpty()) {
      return List.of();
    }
    if (first.type() != AssignmentType.COMMIT) {
      throw malformed("several sites although it is of type " + first.type());
    }
    if (wire.size() >= SiteCommit.MOST_SITES) {
      throw malformed("more than " + SiteCommit.MOST_SITES + " sites");
    }
    List<SiteCommit> commits = new ArrayList<>();
    String before = first.hostedSite().value();
    for (JointSite site : wire) {
      SiteCommit commit = decode(site, first);
      // In one order only: so none is there twice.
      if (site.getHostedSite().compareTo(before) <= 0) {
        throw malformed("site " + site.getHostedSite() + " after " + before);
      }
      before = site.getHostedSite();
      commits.add(commit);
    }
    return List.copyOf(commits);
  }

  private static SiteCommit decode(JointSite wire, AssignmentHeader first)
      throws AssignmentRejected {
    CommandDecoder.requireKnown(wire);
    try {
      Optional<SignedStatement> statement =
          wire.hasStatement()
              ? Optional.of(SignedStatement.of(wire.getStatement()))
              : Optional.empty();
      List<HookCall> hooks = new ArrayList<>();
      for (RunHook hook : wire.getHooksList()) {
        hooks.add(CommandDecoder.hook(hook));
      }
      HookCall.requireFew(hooks);
      return new SiteCommit(header(wire, first, statement), statement, hooks);
    } catch (IllegalArgumentException e) {
      throw new AssignmentRejected(RefusalReason.MALFORMED, e.getMessage(), e);
    }
  }

  private static AssignmentHeader header(
      JointSite wire, AssignmentHeader first, Optional<SignedStatement> statement) {
    return new AssignmentHeader(
        first.assignmentId(),
        wire.getSequence(),
        first.type(),
        new HostedSite(wire.getHostedSite()),
        new ContentGroup(wire.getContentGroup()),
        first.jobRunId(),
        0,
        wire.getTargetVersion(),
        ContentHash.NONE,
        WireHeader.hash(wire.getTargetManifestSha256()),
        first.createdAt(),
        first.expiresAt(),
        first.activation(),
        0,
        0,
        0,
        0,
        0,
        statement.map(SignedStatement::statement));
  }

  private static AssignmentRejected malformed(String what) {
    return new AssignmentRejected(RefusalReason.MALFORMED, "the assignment's header has " + what);
  }
}
