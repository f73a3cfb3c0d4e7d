package org.contentmover.content.apply;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.contentmover.content.apply.AssignmentOutcome.Result;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.assignment.SiteCommit;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.journal.JointJournal;
import org.contentmover.content.trust.PublicKeyLookup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.JournalRecord;
import org.contentmover.core.interpret.RefusalReason;

/**
 * Carries out commits of several hosted sites of this server: all of them are switched, or none
 * (CM-9, CI-3, CI-5).
 *
 * <p>Safe for any thread: it works on the sites concerned alone, taking them in the order of their
 * names. Takes as long as their hooks.
 */
public final class JointCommit {
  private static final System.Logger LOG = System.getLogger(JointCommit.class.getName());

  private final PublicKeyLookup trusted;
  private final FileSystemOps ops;
  private final JointJournal journal;

  /** On the server whose sites are below a root. */
  public JointCommit(Path root, PublicKeyLookup trusted) {
    this(root, trusted, FileSystemOps.REAL);
  }

  /** As above, whose files are changed through operations of the caller's choice. */
  public JointCommit(Path root, PublicKeyLookup trusted, FileSystemOps ops) {
    this.trusted = trusted;
    this.ops = ops;
    this.journal = new JointJournal(ops, root);
  }

  /** Work on sites nobody else works on meanwhile. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException, AssignmentRejected;
  }

  /**
   * Carries out a received commit of several sites; never throws for what the assignment or the
   * disk does. Doing it again gives the same answer.
   *
   * @param hosted the sites that are here
   */
  public AssignmentOutcome carryOut(
      Path assignmentFile, Function<HostedSite, Optional<ContentInterpreter>> hosted) {
    long startNs = System.nanoTime();
    AssignmentHeader header = null;
    SortedMap<HostedSite, ContentInterpreter> here = new TreeMap<>();
    Result result = Result.REFUSED;
    RefusalReason reason = null;
    String detail = null;
    try (AssignmentReader reader = AssignmentReader.open(assignmentFile, trusted)) {
      header = reader.header();
      List<SiteCommit> commits = commits(reader);
      for (SiteCommit commit : commits) {
        HostedSite site = commit.header().hostedSite();
        here.put(site, hosted.apply(site).orElseThrow(() -> notHere(site)));
      }
      alone(here.values().iterator(), () -> carryOut(commits, here));
      result = Result.COMMITTED;
      detail = notes(header, here);
    } catch (AssignmentRejected e) {
      result = hasFailed(header, here) ? Result.FAILED : Result.REFUSED;
      reason = e.reason();
      detail = e.getMessage();
    } catch (IOException e) {
      IOException why = FailureReasons.lookedInto(e, ops, assignmentFile.getParent());
      result = Result.FAILED;
      reason = FailureReasons.of(why);
      detail = FailureReasons.text(why);
    }
    lookAgain(here);
    return new AssignmentOutcome(
        header == null ? null : header.assignmentId(),
        header == null ? null : header.type(),
        result,
        reason,
        detail,
        0,
        here.isEmpty() ? 0 : here.get(here.firstKey()).status().liveVersion(),
        Duration.ofNanos(System.nanoTime() - startNs));
  }

  /** What it says of each site, by name. */
  private static List<SiteCommit> commits(AssignmentReader reader)
      throws IOException, AssignmentRejected {
    List<SiteCommit> commits = new ArrayList<>();
    commits.add(new SiteCommit(reader.header(), reader.statement(), SiteHooks.of(reader)));
    commits.addAll(reader.joint());
    return commits;
  }

  private static AssignmentRejected notHere(HostedSite site) {
    return new AssignmentRejected(
        RefusalReason.WRONG_SITE,
        "the assignment makes site " + site + " live, too, which is not on this server");
  }

  private void carryOut(List<SiteCommit> commits, SortedMap<HostedSite, ContentInterpreter> here)
      throws IOException, AssignmentRejected {
    SortedMap<HostedSite, JournalRecord> intents = new TreeMap<>();
    for (SiteCommit commit : commits) {
      HostedSite site = commit.header().hostedSite();
      here.get(site).prepareCommit(commit).ifPresent(intent -> intents.put(site, intent));
    }
    if (intents.isEmpty()) {
      return; // It was carried out before.
    }
    JointJournal.Entry entry =
        new JointJournal.Entry(commits.get(0).header().assignmentId(), intents);
    try {
      journal.begin(entry);
    } catch (IOException e) {
      journal.end(entry);
      throw e;
    }
    finish(entry, here);
  }

  private void finish(JointJournal.Entry entry, SortedMap<HostedSite, ContentInterpreter> here)
      throws IOException, AssignmentRejected {
    List<JointPart> parts = new ArrayList<>();
    entry
        .intents()
        .forEach((site, intent) -> parts.add(new JointPart(here.get(site).site(), intent)));
    new JointSwitch(journal, entry, parts).run();
  }

  private static String notes(
      AssignmentHeader header, SortedMap<HostedSite, ContentInterpreter> here) {
    List<String> notes = new ArrayList<>();
    here.forEach(
        (site, interpreter) -> {
          String note = interpreter.site().report().noteOn(header.assignmentId());
          if (note != null) {
            notes.add(site + ": " + note);
          }
        });
    return notes.isEmpty() ? null : String.join("; ", notes);
  }

  private static boolean hasFailed(
      AssignmentHeader header, SortedMap<HostedSite, ContentInterpreter> here) {
    return header != null
        && here.values().stream().anyMatch(it -> it.site().hasFailed(header.assignmentId()));
  }

  /** Removes what a crash left of decisions that were not made; to be called before any is. */
  public void discardInterrupted() {
    try {
      journal.discardInterrupted();
    } catch (IOException e) {
      // In nobody's way: it is tried again at the next start.
      LOG.log(System.Logger.Level.WARNING, "what a crash left is not removed", e);
    }
  }

  /** The sites of all that a crash or a failure interrupted. */
  public Set<HostedSite> interrupted() {
    Set<HostedSite> sites = new TreeSet<>();
    try {
      journal.unfinished().forEach(it -> sites.addAll(it.intents().keySet()));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, "what sites were switched together is not known", e);
    }
    return sites;
  }

  /**
   * Ends what a crash or a failure interrupted, if all sites concerned are here: until then these
   * refuse all work and tell that as their problem. To be called when one does.
   *
   * @param hosted the sites that are here
   */
  public void recover(Function<HostedSite, Optional<ContentInterpreter>> hosted) {
    try {
      for (JointJournal.Entry entry : journal.unfinished()) {
        recover(entry, hosted);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, "what sites were switched together is not known", e);
    }
  }

  private void recover(
      JointJournal.Entry found, Function<HostedSite, Optional<ContentInterpreter>> hosted) {
    SortedMap<HostedSite, ContentInterpreter> here = new TreeMap<>();
    for (HostedSite site : found.intents().keySet()) {
      Optional<ContentInterpreter> interpreter = hosted.apply(site);
      if (interpreter.isEmpty()) {
        return; // When it has been opened.
      }
      here.put(site, interpreter.get());
    }
    if (here.values().stream().allMatch(it -> it.status().problem() == null)) {
      return; // Somebody is just at it.
    }
    try {
      alone(
          here.values().iterator(),
          () -> {
            // Unless somebody else was faster.
            if (journal.unfinished().contains(found)) {
              finish(found, here);
            }
          });
    } catch (AssignmentRejected e) {
      LOG.log(System.Logger.Level.WARNING, e.getMessage());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, "sites " + here.keySet() + " are not all switched yet", e);
    }
    lookAgain(here);
  }

  private static void alone(Iterator<ContentInterpreter> sites, Work work)
      throws IOException, AssignmentRejected {
    if (!sites.hasNext()) {
      work.run();
      return;
    }
    ContentInterpreter site = sites.next();
    synchronized (site) {
      alone(sites, work);
    }
  }

  private static void lookAgain(SortedMap<HostedSite, ContentInterpreter> here) {
    here.forEach(
        (site, interpreter) -> {
          try {
            interpreter.lookAgain();
          } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "site " + site + " is not clear", e);
          }
        });
  }
}
