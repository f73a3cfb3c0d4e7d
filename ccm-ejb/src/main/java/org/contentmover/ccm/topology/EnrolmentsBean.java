package org.contentmover.ccm.topology;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.Names;
import org.contentmover.ccm.problem.NotAllowed;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.security.CcmKeyChain;
import org.contentmover.ccm.topology.view.Enrolled;
import org.contentmover.ccm.topology.view.EnrolmentRequest;
import org.contentmover.ccm.topology.view.EnrolmentTokenView;
import org.contentmover.ccm.topology.view.IssuedEnrolmentToken;
import org.contentmover.ccm.topology.view.KeyHandout;
import org.contentmover.ccm.topology.view.NewEnrolmentToken;
import org.contentmover.ccm.topology.view.ServerRole;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.core.manifest.ContentHash;

/** Enrolment tokens and servers in the database. */
@Stateless
public class EnrolmentsBean implements Enrolments {
  private static final System.Logger LOG = System.getLogger(EnrolmentsBean.class.getName());
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SECRET_BYTES = 24;
  private static final int MAX_USES = 10_000;
  private static final Duration MAX_LIFETIME = Duration.ofDays(30);

  @PersistenceContext private EntityManager entities;
  @Inject private AuditLog audit;
  @Inject private Clock clock;
  @Inject private CcmKeyChain ccmKeys;
  @Inject private KeyOffice keys;
  @Inject private ServerMemberships memberships;
  @Inject private ServerDirectory servers;

  @Override
  public IssuedEnrolmentToken issue(NewEnrolmentToken request, Actor by) {
    if (request.server() != null) {
      Names.server("server", request.server());
    }
    if (request.uses() < 1 || request.uses() > MAX_USES) {
      throw new Invalid("uses", request.uses(), "1 to " + MAX_USES);
    }
    Duration lifetime = request.lifetime();
    if (lifetime == null
        || lifetime.isNegative()
        || lifetime.isZero()
        || lifetime.compareTo(MAX_LIFETIME) > 0) {
      throw new Invalid("lifetime", lifetime, "more than zero, at most 30 days");
    }
    if (request.note() != null && request.note().length() > 200) {
      throw new Invalid("note", request.note().length() + " characters", "at most 200 characters");
    }
    byte[] bytes = new byte[SECRET_BYTES];
    RANDOM.nextBytes(bytes);
    String secret = "cmt-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    EnrolmentToken token =
        new EnrolmentToken(UUID.randomUUID(), hash(secret), request, clock.instant(), by.name());
    entities.persist(token);
    audit.record(
        by,
        "enrolment-token.issue",
        token.id().toString(),
        request.uses() + " uses" + (request.server() == null ? "" : " for " + request.server()));
    return new IssuedEnrolmentToken(token.view(), secret);
  }

  @Override
  public List<EnrolmentTokenView> tokens() {
    return entities
        .createQuery(
            "select t from EnrolmentToken t order by t.createdAt desc", EnrolmentToken.class)
        .getResultStream()
        .map(EnrolmentToken::view)
        .toList();
  }

  @Override
  public void revoke(UUID id, Actor by) {
    EnrolmentToken token = entities.find(EnrolmentToken.class, id.toString());
    if (token == null) {
      throw new NotFound("enrolment token", id);
    }
    token.revoke();
    audit.record(by, "enrolment-token.revoke", id.toString(), "");
  }

  @Override
  public boolean recognises(String secret) {
    return find(secret).isPresent();
  }

  @Override
  public Enrolled enrol(String secret, EnrolmentRequest request) {
    String name = Names.server("server", request.server());
    String segment = Names.segment("segment", request.segment());
    ServerRole role = role(request.role());
    String url = url(request.agentUrl());
    String keyId = keyId(request.publicKey());
    EnrolmentToken token =
        find(secret)
            .orElseThrow(() -> NotAllowed.credential("This enrolment token is not known here."));
    entities.lock(token, LockModeType.PESSIMISTIC_WRITE);
    entities.refresh(token);
    Server server = entities.find(Server.class, name);
    boolean repeated = isRepeated(server, keyId, token);
    if (!repeated) {
      spend(token, name, server, keyId);
    }
    if (server == null) {
      server = new Server(name, clock.instant());
    }
    ensureSegment(segment, name);
    if (server.segment != null && !server.segment.equals(segment) && !server.revoked) {
      keys.serverRemoved(name, server.segment, Actor.server(name));
    }
    if (role == ServerRole.BACKEND) {
      memberships.requireOneGroupOfEachSite(name, segment, ServerLabels.values(server.labels));
    }
    server.enrol(segment, role, url, request.publicKey().strip(), keyId, token.id());
    entities.persist(server);
    if (!repeated) {
      audit.record(
          Actor.server(name), "server.enrol", name, "segment " + segment + ", key " + keyId);
      LOG.log(System.Logger.Level.INFO, "Server {0} enrolled into segment {1}.", name, segment);
    }
    KeyHandout handout = request.box() == null ? null : keys.handOutFirst(server, request.box());
    return new Enrolled(name, ccmKeys.current().keyId(), ccmKeys.ring().text(), handout);
  }

  /**
   * The same server with the same key and a token it used before: answered the same way, spends
   * nothing.
   */
  private static boolean isRepeated(Server server, String keyId, EnrolmentToken token) {
    return server != null
        && !server.revoked
        && server.keyId.equals(keyId)
        && token.id().toString().equals(server.enrolledWith);
  }

  private void spend(EnrolmentToken token, String name, Server server, String keyId) {
    String refusal = token.refusal(name, clock.instant());
    if (refusal != null) {
      throw NotAllowed.action(
          "This enrolment token cannot be used for server \"" + name + "\": " + refusal + ".");
    }
    if (server != null && !server.revoked && !server.keyId.equals(keyId)) {
      throw new Conflict(
          "Server \""
              + name
              + "\" is enrolled with another key. If it was set up anew, revoke it and enrol it again.");
    }
    servers.keys(keyId).stream()
        .filter(key -> !key.server().equals(name))
        .findFirst()
        .ifPresent(
            owner -> {
              throw new Conflict(SharedKey.enrolment(name, owner.server()));
            });
    token.use();
  }

  private void ensureSegment(String name, String server) {
    if (entities.find(Segment.class, name) == null) {
      entities.persist(new Segment(name));
      entities.flush();
      keys.found(name, Actor.server(server));
    }
  }

  private Optional<EnrolmentToken> find(String secret) {
    return entities
        .createQuery(
            "select t from EnrolmentToken t where t.secretHash = :hash", EnrolmentToken.class)
        .setParameter("hash", hash(secret == null ? "" : secret))
        .getResultStream()
        .findFirst();
  }

  private static String hash(String secret) {
    return ContentHash.sha256(secret.getBytes(StandardCharsets.UTF_8)).hex();
  }

  private static ServerRole role(String text) {
    try {
      return ServerRole.valueOf(String.valueOf(text).toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new Invalid("role", text, "backend, relay or staging");
    }
  }

  private static String url(String text) {
    try {
      URI uri = URI.create(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && text.length() <= 400) {
        return text.replaceAll("/+$", "");
      }
    } catch (IllegalArgumentException | NullPointerException e) {
      // Told below, the same way as any other value that is no URL.
    }
    throw new Invalid("agentUrl", text, "an http or https URL with a host, at most 400 characters");
  }

  private static String keyId(String publicKey) {
    try {
      return Ed25519Keys.keyId(Ed25519Keys.decodePublic(publicKey));
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new Invalid("publicKey", publicKey, "an Ed25519 public key, X.509, in base64");
    }
  }
}
