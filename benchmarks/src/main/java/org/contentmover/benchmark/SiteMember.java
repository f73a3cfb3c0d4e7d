package org.contentmover.benchmark;

import jakarta.resource.ResourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.contentmover.content.assignment.AssignmentDraft;
import org.contentmover.content.assignment.AssignmentOrder;
import org.contentmover.content.assignment.AssignmentWriter;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.delta.DeltaProfile;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.content.scan.ScanFailure;
import org.contentmover.content.scan.ScanIndex;
import org.contentmover.content.scan.ScanRules;
import org.contentmover.content.scan.TreeScanner;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.store.Intake;
import org.contentmover.content.trust.KeyFile;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.gl.bare.BareMember;
import org.contentmover.gl.bare.Commands;
import org.contentmover.gl.bare.EventLines;
import org.contentmover.gl.bare.Options;

/**
 * A bare member with a hosted site: what an agent does with an assignment, and what a CCM does to
 * make one, without the servers around them.
 *
 * <p>Takes one command more: {@code publish DIRECTORY ASSIGNMENT} scans a directory, writes the
 * assignment that brings all of it to an empty site, distributes that, and waits for the disk
 * beside the sending; how long is told, because a CCM waits for it before it sends. Every
 * assignment goes live on a site of its own, so that none is easier than the one before.
 */
public final class SiteMember {
  static final HostedSite SITE = new HostedSite("www.example.com");
  static final ContentGroup GROUP = new ContentGroup("all");
  private static final String KEY_FILE = "key";

  private SiteMember() {}

  /** Runs until it is told to leave. The options are those of a bare member. */
  public static void main(String[] arguments) throws Exception {
    Options options = Options.parseOrExit(arguments);
    SigningKey key = KeyFile.load(keyFile(options.spool().getParent()));
    BareMember.run(
        options,
        (member, events) -> new SiteCommands(member, events, options.spool(), key),
        new SiteCarrying(key));
  }

  /** Where all members find the key that signs: beside the directories of the members. */
  static Path keyFile(Path memberDirectory) {
    return memberDirectory.resolveSibling(KEY_FILE);
  }

  /** Where the tree of a received assignment is live. */
  static Path live(Path received) {
    return site(received).live();
  }

  static SiteDirectory site(Path received) {
    return SiteDirectory.under(received.resolveSibling(received.getFileName() + ".site"), SITE);
  }

  private static final class SiteCommands extends Commands {
    private final BareMember member;
    private final EventLines events;
    private final Path directory;
    private final SigningKey key;

    SiteCommands(BareMember member, EventLines events, Path directory, SigningKey key) {
      super(member, events);
      this.member = member;
      this.events = events;
      this.directory = directory;
      this.key = key;
    }

    @Override
    protected void carryOut(String[] words) throws IOException, ResourceException {
      if (words[0].equals("publish") && words.length == 3) {
        publish(Path.of(words[1]), UUID.fromString(words[2]));
      } else {
        super.carryOut(words);
      }
    }

    private void publish(Path tree, UUID assignment) throws IOException, ResourceException {
      Path store = directory.resolve(assignment + ".store");
      Path file = directory.resolve(assignment + ".assignment");
      try (ContentStore contents = ContentStore.open(store);
          Intake content = contents.intake()) {
        events.print("PACKING assignment=" + assignment);
        Manifest target =
            new TreeScanner(Clock.systemUTC())
                .scan(tree, ScanRules.EVERYTHING, ScanIndex.EMPTY, content)
                .manifest();
        AssignmentDraft draft =
            new AssignmentWriter(contents, key, DeltaProfile.DEFAULT)
                .draft(file, order(assignment), Manifest.EMPTY, target);
        WrittenAssignment written = draft.written();
        events.print("PACKED assignment=" + assignment + " bytes=" + written.sizeBytes());
        member.distribute(assignment, draft.file(), written.sha256().hex());
        long startNs = System.nanoTime();
        content.add(target);
        content.finish();
        draft.keep();
        double keeping = Trees.seconds(startNs);
        events.print(
            "KEPT assignment=" + assignment + String.format(Locale.ROOT, " synced=%.6f", keeping));
      } catch (ScanFailure e) {
        throw new IOException(e.getMessage(), e);
      }
    }

    private static AssignmentOrder order(UUID assignment) {
      Instant now = Instant.now();
      return new AssignmentOrder(
          new AssignmentId(assignment),
          1,
          AssignmentType.PUBLISH,
          SITE,
          GROUP,
          "benchmark",
          0,
          1,
          now,
          now.plus(Duration.ofHours(1)),
          Activation.IMMEDIATE);
    }
  }
}
