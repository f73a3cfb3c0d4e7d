package org.contentmover.agent.ccm;

import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;

/**
 * What this server is told to bring about (DT-2); the names are those of the protocol.
 *
 * @param segment which segment; null for one server alone
 * @param json as received: kept on disk and, for another leader, passed on unchanged
 */
public record Notification(
    UUID distribution,
    UUID assignment,
    String name,
    HostedSite site,
    ContentGroup group,
    long sizeBytes,
    String sha256,
    Scope scope,
    SegmentName segment,
    long epoch,
    List<String> participants,
    int quorum,
    List<Source> sources,
    String fetchTicket,
    Instant deadline,
    JsonObject json) {

  /** For whom the server carries it out. */
  public enum Scope {
    /** For all participants of its segment, and for other leaders. */
    SEGMENT,
    /** For itself alone: catch-up, or a server without multicast. */
    SERVER
  }

  /**
   * Where the assignment can be fetched.
   *
   * @param server its name, {@link #CCM} for the CCM
   */
  public record Source(String server, URI url) {
    /** Name under which the CCM is a source. */
    public static final String CCM = "ccm";

    public boolean isCcm() {
      return server.equals(CCM);
    }
  }

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** Copies the lists. */
  public Notification {
    participants = List.copyOf(participants);
    sources = List.copyOf(sources);
  }

  /** Whether a server that gets this notification is to carry the assignment out itself. */
  public boolean concerns(ServerName server) {
    return scope == Scope.SERVER || participants.contains(server.value());
  }

  /** Reads a notification; the message of a failure names the field. */
  public static Notification read(Fields fields) throws MalformedMessage {
    List<Source> sources = new ArrayList<>();
    for (Fields source : fields.objects("sources")) {
      sources.add(new Source(source.text("server"), source.url("url")));
    }
    List<String> participants = fields.texts("participants");
    for (String participant : participants) {
      if (!ServerName.isValid(participant)) {
        throw new MalformedMessage("field participants: \"" + participant + "\" is no server name");
      }
    }
    String sha256 = fields.text("sha256").toLowerCase(Locale.ROOT);
    long sizeBytes = fields.number("sizeBytes");
    if (sources.isEmpty() || !SHA256.matcher(sha256).matches() || sizeBytes < 1) {
      throw new MalformedMessage(
          "sources (at least one), sha256 (64 hex digits) or sizeBytes (at least 1) is wrong");
    }
    Scope scope = fields.parsed("scope", Scope::valueOf);
    return new Notification(
        fields.id("distribution"),
        fields.id("assignment"),
        fields.text("name"),
        fields.parsed("site", HostedSite::new),
        fields.parsed("group", ContentGroup::new),
        sizeBytes,
        sha256,
        scope,
        scope == Scope.SEGMENT ? fields.parsed("segment", SegmentName::new) : null,
        fields.number("epoch"),
        participants,
        (int) fields.number("quorum"),
        sources,
        fields.text("fetchTicket"),
        fields.parsed("deadline", Instant::parse),
        fields.json());
  }
}
