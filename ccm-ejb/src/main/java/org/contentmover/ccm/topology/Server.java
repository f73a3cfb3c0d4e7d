package org.contentmover.ccm.topology;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.setup.Columns;
import org.contentmover.ccm.setup.LinesConverter;
import org.contentmover.ccm.topology.view.LeadershipOrder;
import org.contentmover.ccm.topology.view.MemberFacts;
import org.contentmover.ccm.topology.view.ServerRole;

/** One enrolled server: its identity, and what was last reported of it (EL-14). */
@Entity
@Table(name = "server")
class Server {
  @Id String name;
  String segment;

  @Enumerated(EnumType.STRING)
  @Column(name = "role_name")
  ServerRole role;

  @Column(name = "agent_url")
  String agentUrl;

  @Column(name = "public_key")
  String publicKey;

  @Column(name = "key_id")
  String keyId;

  /** Address of its key box; null until it has told. */
  String box;

  @Column(name = "enrolled_ms")
  Instant enrolledAt;

  @Column(name = "enrolled_with")
  String enrolledWith;

  boolean revoked;

  @Enumerated(EnumType.STRING)
  Connection connection = Connection.NONE;

  @Column(name = "last_seen_ms")
  Instant lastSeenAt;

  @Column(name = "down_ms")
  Instant downSince;

  @Column(name = "down_reason")
  String downReason = "it was never heard of";

  String address = "";
  int priority;

  @Column(name = "multicast_heard")
  boolean multicastHeard;

  @Column(name = "free_disk_bytes")
  private long reportedFreeDiskBytes = -1;

  int cpus;

  @Column(name = "cpu_load")
  double cpuLoad;

  @Column(name = "memory_bytes")
  long memoryBytes;

  int connections;

  @Column(name = "time_zone")
  String timeZone = "";

  String place = "";

  @Convert(converter = LinesConverter.class)
  List<String> labels = List.of();

  @Column(name = "measured_bytes_per_second")
  long measuredBytesPerSecond;

  @Enumerated(EnumType.STRING)
  @Column(name = "leadership_order")
  LeadershipOrder leadershipOrder = LeadershipOrder.CONFIGURED;

  @Column(name = "leadership_order_taken")
  boolean leadershipOrderTaken = true;

  @Column(name = "leadership_order_problem")
  String leadershipOrderProblem;

  /** Of what people can change; what is reported does not count. */
  private long edits;

  @Version private long version;

  protected Server() {}

  Server(String name, Instant now) {
    this.name = name;
    this.enrolledAt = now;
  }

  void enrol(
      String newSegment, ServerRole newRole, String url, String key, String newKeyId, UUID token) {
    segment = newSegment;
    role = newRole;
    agentUrl = url;
    if (!newKeyId.equals(keyId)) {
      // It was set up anew: nobody has what opens the old box.
      box = null;
    }
    publicKey = key;
    keyId = newKeyId;
    revoked = false;
    if (leadershipOrder != LeadershipOrder.CONFIGURED) {
      // A server that enrols anew has lost what it was ordered.
      order(leadershipOrder);
    }
    if (token != null) {
      enrolledWith = token.toString();
    }
  }

  /** Secrets for it are sealed for this box from now on. */
  void told(String boxAddress) {
    box = boxAddress;
  }

  /** Set here, because changes that others make are not noticed by every persistence provider. */
  void label(List<String> newLabels) {
    labels = newLabels;
    edits++;
  }

  void seen(Connection how, MemberFacts facts, Instant now) {
    connection = how;
    lastSeenAt = now;
    downSince = null;
    downReason = "";
    if (facts.agentUrl() != null && !facts.agentUrl().isBlank()) {
      agentUrl = Columns.fit(facts.agentUrl(), 400);
    }
    address = Columns.fit(facts.address(), 200);
    priority = facts.priority();
    multicastHeard = facts.multicastHeard();
    reportedFreeDiskBytes = facts.freeDiskBytes();
    cpus = facts.cpus();
    cpuLoad = Double.isFinite(facts.cpuLoad()) ? facts.cpuLoad() : 0;
    memoryBytes = facts.memoryBytes();
    connections = facts.connections();
    timeZone = Columns.fit(facts.timeZone(), 63);
    place = Columns.fit(facts.place(), 200);
  }

  void revoke(Instant now) {
    revoked = true;
    edits++;
    wentDown("it was revoked", now);
  }

  /** Whether this is news. */
  boolean wentDown(String reason, Instant now) {
    if (!connection.isUp()) {
      return false;
    }
    connection = Connection.DOWN;
    downSince = now;
    downReason = Columns.fit(reason, 400);
    return true;
  }

  /** From now on, once the server has taken it. */
  void order(LeadershipOrder order) {
    leadershipOrder = order;
    leadershipOrderTaken = false;
    leadershipOrderProblem = null;
  }

  /** How telling it went; {@code problem} null: it is taken. */
  void orderTold(String problem) {
    leadershipOrderTaken = problem == null;
    leadershipOrderProblem = problem;
  }

  /** As far as the CCM has ordered, and the server says. */
  boolean mayLead() {
    return leadershipOrder != LeadershipOrder.NEVER
        && (priority >= 0 || leadershipOrder == LeadershipOrder.ASSIGNED);
  }

  /** Null when it has not told, or cannot. */
  Long freeDiskBytes() {
    if (reportedFreeDiskBytes <= 0) {
      return null;
    }
    return reportedFreeDiskBytes == MemberFacts.FULL_DISK ? 0 : reportedFreeDiskBytes;
  }

  boolean isUp() {
    return connection.isUp() && !revoked;
  }

  long revision() {
    return edits;
  }
}
