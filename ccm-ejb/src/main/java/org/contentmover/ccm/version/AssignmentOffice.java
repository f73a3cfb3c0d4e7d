package org.contentmover.ccm.version;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.contentmover.ccm.security.CcmKeyChain;
import org.contentmover.ccm.setup.CcmConfiguration;
import org.contentmover.ccm.setup.DataDirectory;
import org.contentmover.content.assignment.AssignmentDraft;
import org.contentmover.content.assignment.AssignmentOrder;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.assignment.AssignmentWriter;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.seal.AssignmentSeal;
import org.contentmover.content.seal.Sealing;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.content.store.ContentHold;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.ConfigurationEntry;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;

/**
 * Writes and signs assignment files (CM-12). Touches no database: writing may take long. Safe for
 * any thread.
 */
@ApplicationScoped
public class AssignmentOffice {
  private static final System.Logger LOG = System.getLogger(AssignmentOffice.class.getName());

  /**
   * No distribution takes longer than a day (docs/protocol/distribution.md); a day more for a
   * server that was asleep.
   */
  private static final Duration VALID = Duration.ofHours(48);

  @Inject private ContentStore store;
  @Inject private CcmKeyChain keys;
  @Inject private DataDirectory data;
  @Inject private CcmConfiguration configuration;
  @Inject private Clock clock;

  private final Set<String> beingWritten = ConcurrentHashMap.newKeySet();

  /**
   * What an assignment is about.
   *
   * @param run the run it belongs to, null for catch-up
   * @param hooks all of the content group
   */
  public record Subject(
      AssignmentType type,
      String site,
      String group,
      UUID run,
      long sequence,
      long baseVersion,
      long targetVersion,
      List<HookCall> hooks) {

    /** An order runs what is to be run after its switch; what was before that is over. */
    public Subject {
      hooks =
          type.carriesContent()
              ? List.copyOf(hooks)
              : type.runsHooks() ? HookCall.at(HookCall.Moment.AFTER_SWITCH, hooks) : List.of();
    }
  }

  /** Keeps content from before it is looked up until an assignment is written of it. */
  public ContentHold hold() {
    return store.hold();
  }

  /**
   * Content that leads from one manifest to another, to a version with these entries; without
   * deltas when the base's content in the store is damaged.
   *
   * @param statement what a publisher says to it
   * @param sealing how it is sealed; empty: it is plain
   */
  public WrittenAssignment content(
      Subject subject,
      Activation activation,
      Manifest base,
      Manifest target,
      List<ConfigurationEntry> entries,
      Optional<SignedStatement> statement,
      Optional<Sealing> sealing)
      throws IOException {
    AssignmentOrder order =
        order(subject, activation).withEntries(entries).with(statement).sealed(sealing);
    return draft(keys.current(), order, base, target).keep();
  }

  /**
   * Makes such an assignment only to see what it would be: nothing is left of it, and what is told
   * of has no file. It is signed with a key that nobody trusts.
   *
   * @param target its content is in the store, or in what is being taken in
   */
  public WrittenAssignment tried(
      Subject subject,
      Manifest base,
      Manifest target,
      List<ConfigurationEntry> entries,
      Optional<Sealing> sealing)
      throws IOException {
    AssignmentDraft draft =
        draft(
            SigningKey.generate(),
            order(subject, Activation.COMMIT_ON_ORDER).withEntries(entries).sealed(sealing),
            base,
            target);
    draft.discard();
    return draft.written();
  }

  private AssignmentDraft draft(
      SigningKey key, AssignmentOrder order, Manifest base, Manifest target) throws IOException {
    ContentHold hold = store.hold();
    try {
      return whileWriting(
          order.assignmentId().value(), () -> heldDraft(writer(key), order, base, target));
    } finally {
      hold.close();
    }
  }

  /** Writes an assignment. */
  @FunctionalInterface
  interface Writing<T> {
    T write() throws IOException;
  }

  <T> T whileWriting(UUID assignment, Writing<T> writing) throws IOException {
    beingWritten.add(assignment.toString());
    try {
      return writing.write();
    } finally {
      beingWritten.remove(assignment.toString());
    }
  }

  /** Whether its files are being written, some of which may have been left alone for hours. */
  boolean isBeingWritten(String assignment) {
    return beingWritten.contains(assignment);
  }

  private AssignmentDraft heldDraft(
      AssignmentWriter writer, AssignmentOrder order, Manifest base, Manifest target)
      throws IOException {
    Path file = data.assignment(order.assignmentId().value());
    try {
      return writer.draft(file, order, base, target);
    } catch (IOException e) {
      if (base.isEmpty()) {
        throw e;
      }
      LOG.log(
          System.Logger.Level.WARNING,
          "What changes version {0} of {1} to {2} is sent whole, for it cannot be compared: {3}."
              + " When content is damaged, verify the content store.",
          order.baseVersion(),
          order.hostedSite(),
          order.targetVersion(),
          e.getMessage());
      return writer.draftWithoutDeltas(file, order, base, target);
    }
  }

  /** An order about a version; with what a publisher says to it. */
  public WrittenAssignment command(
      Subject subject, ContentHash versionManifest, Optional<SignedStatement> statement)
      throws IOException {
    AssignmentOrder order = order(subject, Activation.IMMEDIATE).with(statement);
    return writer(keys.current())
        .writeOrder(data.assignment(order.assignmentId().value()), order, versionManifest);
  }

  /** What one commit says of one of its sites. */
  public record Commit(
      Subject subject, ContentHash versionManifest, Optional<SignedStatement> statement) {}

  /** One commit of several sites. */
  public WrittenAssignment jointCommit(List<Commit> commits) throws IOException {
    AssignmentId id = new AssignmentId(UUID.randomUUID());
    Instant now = clock.instant();
    Map<AssignmentOrder, ContentHash> orders = new HashMap<>();
    for (Commit commit : commits) {
      orders.put(
          order(id, commit.subject(), Activation.IMMEDIATE, now).with(commit.statement()),
          commit.versionManifest());
    }
    return writer(keys.current()).writeJointCommit(data.assignment(id.value()), orders);
  }

  /**
   * For whom an assignment is sealed that was written here; empty when it is plain.
   *
   * @throws IOException when its file is not there any more, or damaged
   */
  public Optional<AssignmentSeal> sealOf(UUID assignment) throws IOException {
    try (AssignmentReader reader =
        AssignmentReader.open(data.assignment(assignment), keys.ring())) {
      return reader.seal();
    } catch (AssignmentRejected e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * What a publisher said to an assignment that was written here.
   *
   * @throws IOException when its file is not there any more, or damaged
   */
  public Optional<SignedStatement> statementOf(UUID assignment) throws IOException {
    try (AssignmentReader reader =
        AssignmentReader.open(data.assignment(assignment), keys.ring())) {
      return reader.statement();
    } catch (AssignmentRejected e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private AssignmentWriter writer(SigningKey key) {
    return new AssignmentWriter(store, key, configuration.deltaProfile());
  }

  private AssignmentOrder order(Subject subject, Activation activation) {
    return order(new AssignmentId(UUID.randomUUID()), subject, activation, clock.instant());
  }

  private static AssignmentOrder order(
      AssignmentId id, Subject subject, Activation activation, Instant now) {
    return new AssignmentOrder(
            id,
            subject.sequence(),
            subject.type(),
            new HostedSite(subject.site()),
            new ContentGroup(subject.group()),
            subject.run() == null ? "" : subject.run().toString(),
            subject.baseVersion(),
            subject.targetVersion(),
            now,
            now.plus(VALID),
            activation)
        .withHooks(subject.hooks());
  }
}
