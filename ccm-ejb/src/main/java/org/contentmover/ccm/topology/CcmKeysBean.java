package org.contentmover.ccm.topology;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.NotAllowed;
import org.contentmover.ccm.security.CcmKeyChain;
import org.contentmover.ccm.security.CcmKeyChain.Step;
import org.contentmover.ccm.security.CcmKeys;
import org.contentmover.ccm.security.view.CcmKeysView;
import org.contentmover.ccm.security.view.CcmKeysView.Holder;
import org.contentmover.content.trust.Ed25519Keys;

/** Rotates the CCM's key, and knows which servers follow. */
@Stateless
public class CcmKeysBean implements CcmKeys {
  @PersistenceContext private EntityManager entities;
  @Inject private CcmKeyChain keys;
  @Inject private CcmKeyHolders holders;
  @Inject private ServerDirectory servers;
  @Inject private AuditLog audit;

  /** A step that changes files. */
  private interface Change {
    void make() throws IOException;
  }

  @Override
  public CcmKeysView view() {
    List<Holder> all = all();
    return new CcmKeysView(
        keys.step().name(),
        keys.current().keyId(),
        otherKeyId(),
        keys.ring().number(),
        explanation(all),
        all);
  }

  private List<Holder> all() {
    long present = keys.ring().number();
    return servers.all().stream().map(it -> holders.of(it.name(), present)).toList();
  }

  private String otherKeyId() {
    return keys.ring().keys().stream()
        .map(Ed25519Keys::keyId)
        .filter(it -> !it.equals(keys.current().keyId()))
        .findFirst()
        .orElse(null);
  }

  private String explanation(List<Holder> all) {
    String missing = missing(all);
    String follow =
        missing.isEmpty()
            ? "All servers follow."
            : "Not yet told that they follow: " + missing + ".";
    return switch (keys.step()) {
      case RESTING -> "Everything is signed with key " + keys.current().keyId() + ". " + follow;
      case INTRODUCED ->
          "Servers are told to trust key "
              + otherKeyId()
              + " too. "
              + follow
              + " Change to it when all do.";
      case CHANGED ->
          "Everything is signed with key "
              + keys.current().keyId()
              + "; key "
              + otherKeyId()
              + " is trusted still. Retire it when no run is in progress.";
    };
  }

  private static String missing(List<Holder> all) {
    return String.join(", ", all.stream().filter(it -> !it.current()).map(Holder::server).toList());
  }

  @Override
  public CcmKeysView introduce(Actor by) {
    require(Step.RESTING, "A rotation of the CCM's key is under way; end it first.");
    make("ccm-key.introduce", by, keys::introduce);
    return view();
  }

  @Override
  public CcmKeysView change(boolean evenIfMissing, Actor by) {
    require(Step.INTRODUCED, "There is no next key of the CCM; introduce one first.");
    String missing = missing(all());
    if (!evenIfMissing && !missing.isEmpty()) {
      throw new Conflict(
          "Servers that have not told that they trust the next key would refuse everything: "
              + missing
              + ". Start them, revoke them, or change with evenIfMissing: they follow when they"
              + " reach the CCM.");
    }
    make("ccm-key.change", by, keys::change);
    return view();
  }

  @Override
  public CcmKeysView retire(Actor by) {
    require(Step.CHANGED, "There is no old key of the CCM to retire.");
    long runs =
        entities
            .createQuery("select count(r) from Run r where r.endedAt is null", Long.class)
            .getSingleResult();
    if (runs > 0) {
      throw new Conflict(
          "Runs are in progress whose assignments may be signed with the old key; servers would"
              + " refuse them. Wait for their end, or abort them.");
    }
    make("ccm-key.retire", by, keys::retire);
    return view();
  }

  private void require(Step step, String complaint) {
    if (keys.step() != step) {
      throw new Conflict(complaint);
    }
  }

  private void make(String action, Actor by, Change change) {
    String before = keys.ring().toString();
    try {
      change.make();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The CCM's keys could not be changed in its data directory: " + e.getMessage(), e);
    }
    audit.record(by, action, keys.current().keyId(), "from " + before + " to " + keys.ring());
  }

  @Override
  public List<String> told(String server, long ring, String reporter) {
    if (!server.equals(reporter)) {
      throw NotAllowed.action("A server tells about its own keys only.");
    }
    holders.told(server, ring);
    return keys.lettersAfter(ring);
  }
}
