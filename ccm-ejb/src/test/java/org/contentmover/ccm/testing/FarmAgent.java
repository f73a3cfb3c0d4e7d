package org.contentmover.ccm.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.contentmover.ccm.distribution.view.ServerReport;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.assignment.SiteCommit;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.content.trust.KeyBox;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.SiteState;
import org.contentmover.core.interpret.StatementAdmission;

/** One server of the farm. */
public final class FarmAgent {
  public final String name;
  final String segment;
  public final SigningKey key = SigningKey.generate();
  public KeyBox box = KeyBox.create();
  public boolean alive = true;
  public boolean leader;
  public long epoch = 1;
  public long live;
  public long staged;
  public long backup;
  public long freeDiskBytes = 1L << 40;
  private long hotBase;
  private final Map<ContentGroup, AssignmentHeader> last = new HashMap<>();

  /** Whose content it shows, null for nobody's. */
  public ContentGroup group;

  private ContentGroup stagedGroup;

  /** The hosted site it has. */
  public String site = Farm.SITE;

  /** Another site of the same server, null when there is none. */
  public FarmAgent also;

  /** Shows only what a publisher allows. */
  public boolean wantsStatements;

  private long lastStatementMs;

  /** What it was sent, in order. */
  public final List<AssignmentHeader> taken = new ArrayList<>();

  /** What it answers to content instead of staging it, null to stage. */
  public String fails;

  /** Takes notifications and does nothing with them yet. */
  public boolean stalls;

  /** Why it does not take notifications, null to take them. */
  public String refuses;

  FarmAgent(String name, String segment) {
    this.name = name;
    this.segment = segment;
  }

  /** Why it does not do what a publisher did not allow, null to do it. */
  private String objection(
      AssignmentHeader header, Optional<SignedStatement> statement, Instant now) {
    if (!wantsStatements || !StatementAdmission.isWantedFor(header.type())) {
      return null;
    }
    if (statement.isEmpty()) {
      return "STATEMENT_MISSING";
    }
    SiteState state =
        new SiteState(
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Map.of(),
            Map.of(),
            lastStatementMs);
    try {
      StatementAdmission.check(header, statement.get().statement(), state, now);
      return null;
    } catch (AssignmentRejected e) {
      return e.reason().name();
    }
  }

  private void wentLive(SignedStatement statement) {
    lastStatementMs = Math.max(lastStatementMs, statement.statement().issuedAt().toEpochMilli());
  }

  /** Gives the server another site. */
  public FarmAgent withSite(String other) {
    also = new FarmAgent(name, segment);
    also.site = other;
    return also;
  }

  private FarmAgent of(HostedSite wanted) {
    return also != null && also.site.equals(wanted.value()) ? also : this;
  }

  /** Does what a server does with an assignment: of several sites all of it, or nothing. */
  ServerReport apply(AssignmentReader assignment, Instant now) {
    FarmAgent first = of(assignment.header().hostedSite());
    first.alive = alive;
    List<SiteCommit> others = assignment.joint();
    boolean all =
        others.stream()
            .map(SiteCommit::header)
            .allMatch(it -> of(it.hostedSite()).staged == it.targetVersion());
    if (!others.isEmpty() && (!all || first.staged != assignment.header().targetVersion())) {
      return first.result("FAILED", "VERSION_MISMATCH", now);
    }
    others.forEach(it -> of(it.header().hostedSite()).apply(it.header(), it.statement(), now));
    return first.apply(assignment.header(), assignment.statement(), now);
  }

  private ServerReport apply(
      AssignmentHeader header, Optional<SignedStatement> statement, Instant now) {
    if (!alive) {
      return new ServerReport(name, "MISSING", 0, null, "lost", 0, null);
    }
    taken.add(header);
    if (fails != null && header.type().carriesContent()) {
      return result("FAILED", fails, now);
    }
    if (hasSeen(header)) {
      return new ServerReport(name, "REFUSED", 100, null, "OLD_SEQUENCE", live, null);
    }
    String objection = objection(header, statement, now);
    if (objection != null) {
      return new ServerReport(name, "REFUSED", 100, null, objection, live, null);
    }
    if (!belongsTo(header)) {
      return result("FAILED", "WRONG_GROUP", now);
    }
    ServerReport done = carryOut(header, now);
    if (Set.of("COMMITTED", "ROLLED_BACK").contains(done.outcome())) {
      statement.ifPresent(this::wentLive);
      group = header.contentGroup();
    } else if (done.outcome().equals("STAGED")) {
      stagedGroup = header.contentGroup();
    }
    return done;
  }

  /** Every server takes what its group gets, of another one the whole content (CM-14). */
  private boolean belongsTo(AssignmentHeader header) {
    boolean aboutStaged = staged != 0 && header.contentGroup().equals(stagedGroup);
    return group == null
        || header.contentGroup().equals(group)
        || header.type() == AssignmentType.REPLICATE
        || (!header.type().carriesContent() && aboutStaged);
  }

  private ServerReport carryOut(AssignmentHeader header, Instant now) {
    return switch (header.type()) {
      case PUBLISH, RESTORE -> {
        boolean fits = header.baseVersion() == 0 || header.baseVersion() == standsFor();
        staged = fits ? header.targetVersion() : staged;
        yield fits ? result("STAGED", null, now) : result("FAILED", "BASE_MISMATCH", now);
      }
      case SYNCHRONIZE, REPLICATE -> {
        if (header.activation() == Activation.COMMIT_ON_ORDER) {
          staged = header.targetVersion();
          yield result("STAGED", null, now);
        }
        show(header.targetVersion());
        yield result("COMMITTED", null, now);
      }
      case HOT -> {
        boolean fits = standsFor() == header.baseVersion();
        if (fits) {
          showHot(header.targetVersion(), header.baseVersion());
        }
        yield fits ? result("COMMITTED", null, now) : result("FAILED", "BASE_MISMATCH", now);
      }
      case COMMIT -> {
        boolean known = staged == header.targetVersion() || live == header.targetVersion();
        show(known ? header.targetVersion() : live);
        staged = 0;
        yield known ? result("COMMITTED", null, now) : result("FAILED", "VERSION_MISMATCH", now);
      }
      case ABORT -> {
        staged = 0;
        yield result("ABORTED", null, now);
      }
      case REMOVE -> {
        live = header.targetVersion();
        backup = 0;
        staged = 0;
        yield result("COMMITTED", null, now);
      }
      case ROLLBACK -> {
        boolean has = backup == header.targetVersion() || live == header.targetVersion();
        show(has ? header.targetVersion() : live);
        yield has ? result("ROLLED_BACK", null, now) : result("FAILED", "VERSION_MISMATCH", now);
      }
    };
  }

  private ServerReport result(String outcome, String reason, Instant now) {
    return new ServerReport(name, "REPORTED", 100, outcome, reason, live, now);
  }

  private void show(long version) {
    if (version != live) {
      backup = standsFor() == version ? backup : standsFor();
      live = version;
      hotBase = 0;
    }
  }

  /** Hot content: the way back is that of its base. */
  private void showHot(long version, long base) {
    live = version;
    hotBase = base;
  }

  private long standsFor() {
    return hotBase == 0 ? live : hotBase;
  }

  /** Every server takes each sequence once, and none below one it took (CM-12). */
  private boolean hasSeen(AssignmentHeader header) {
    AssignmentHeader before = last.get(header.contentGroup());
    boolean old =
        before != null
            && header.sequence() <= before.sequence()
            && !header.assignmentId().equals(before.assignmentId());
    if (!old) {
      last.put(header.contentGroup(), header);
    }
    return old;
  }

  String refusal() {
    return alive ? refuses : "dead";
  }
}
