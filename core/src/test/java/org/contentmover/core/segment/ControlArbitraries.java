package org.contentmover.core.segment;

import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.contentmover.core.election.LeaderAlive;
import org.contentmover.core.election.LeaderClaim;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.registration.MemberFacts;
import org.contentmover.core.registration.Register;
import org.contentmover.core.registration.RegistrationReport;
import org.contentmover.core.registration.SiteFacts;

/** Random messages of election and registration, the extremes included. */
final class ControlArbitraries {
  private ControlArbitraries() {}

  static Arbitrary<ServerName> servers() {
    return names(63).map(ServerName::new);
  }

  static Arbitrary<Heartbeat> heartbeats() {
    Arbitrary<LeaderAlive> alives =
        Combinators.combine(
                servers(),
                Arbitraries.longs().between(1, LeadershipFloor.MAX_EPOCH),
                Arbitraries.integers().between(0, 100),
                Arbitraries.longs().greaterOrEqual(0),
                Arbitraries.longs().between(1, 60_000_000).map(micros -> micros * 1_000))
            .as(LeaderAlive::new);
    return Combinators.combine(
            alives,
            addresses(),
            texts(60),
            Arbitraries.longs().greaterOrEqual(0),
            Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                .as((high, low) -> new AssignmentId(new UUID(high, low)))
                .list()
                .ofMaxSize(Heartbeat.MAX_RUNNING),
            channels(),
            channels())
        .as(Heartbeat::new);
  }

  static Arbitrary<ControlChannel> channels() {
    return Arbitraries.oneOf(
        Arbitraries.just(ControlChannel.CONFIGURED), addresses().map(ControlChannel::of));
  }

  static Arbitrary<ChannelReady> channelReadies() {
    return Combinators.combine(
            Arbitraries.longs().between(0, LeadershipFloor.MAX_EPOCH), channels())
        .as(ChannelReady::new);
  }

  static Arbitrary<Claim> claims() {
    return Combinators.combine(
            servers(), Arbitraries.integers().between(0, 100), floors(), floors(), addresses())
        .as(
            (server, priority, contested, floor, address) ->
                new Claim(new LeaderClaim(server, priority, contested, floor), address));
  }

  static Arbitrary<HearingQuestion> questions() {
    return Combinators.combine(Arbitraries.longs(), addresses()).as(HearingQuestion::new);
  }

  static Arbitrary<LeadershipFloor> floors() {
    return Arbitraries.oneOf(
        Arbitraries.just(LeadershipFloor.NONE),
        Combinators.combine(Arbitraries.longs().between(1, LeadershipFloor.MAX_EPOCH), servers())
            .as(LeadershipFloor::of));
  }

  static Arbitrary<MemberFacts> facts(int mostSites) {
    return Combinators.combine(
            texts(60),
            Arbitraries.longs().greaterOrEqual(0),
            Arbitraries.integers().between(0, 65_535),
            Arbitraries.integers().between(-1, 1000),
            Arbitraries.longs().greaterOrEqual(0),
            texts(15),
            texts(15),
            sites().list().ofMaxSize(mostSites))
        .as(
            (url, disk, cpus, load, memory, zone, place, sites) ->
                new MemberFacts(url, disk, cpus, load, memory, 7 * cpus, zone, place, sites));
  }

  static Arbitrary<Register> registers() {
    Arbitrary<int[]> parts =
        Arbitraries.integers()
            .between(1, MemberFacts.MAX_SITES)
            .flatMap(
                count ->
                    Arbitraries.integers()
                        .between(0, count - 1)
                        .map(part -> new int[] {part, count}));
    return Combinators.combine(
            servers(),
            Arbitraries.longs().between(0, LeadershipFloor.MAX_EPOCH),
            Arbitraries.longs().greaterOrEqual(0),
            parts,
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(-1, 100),
            addresses(),
            facts(1))
        .as(
            (server, epoch, number, part, flags, priority, address, facts) ->
                new Register(
                    server,
                    77,
                    epoch,
                    number,
                    part[0],
                    part[1],
                    (flags & 1) != 0,
                    (flags & 2) != 0,
                    priority,
                    address,
                    facts));
  }

  static Arbitrary<RegistrationReport> reports() {
    return Combinators.combine(
            Arbitraries.longs().between(0, LeadershipFloor.MAX_EPOCH),
            Arbitraries.longs().greaterOrEqual(0),
            servers().list().ofMaxSize(20))
        .as((epoch, number, members) -> new RegistrationReport(epoch, number, 0, 1, members));
  }

  static Arbitrary<List<SiteFacts>> siteLists(int most) {
    return sites().list().ofMaxSize(most);
  }

  private static Arbitrary<SiteFacts> sites() {
    return Combinators.combine(
            names(253).map(HostedSite::new),
            names(63).map(ContentGroup::new),
            Arbitraries.longs().greaterOrEqual(0),
            Arbitraries.longs().greaterOrEqual(0),
            Arbitraries.longs().greaterOrEqual(0),
            texts(50))
        .as(SiteFacts::new);
  }

  private static Arbitrary<PeerAddress> addresses() {
    return Combinators.combine(
            Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofSize(4),
                Arbitraries.bytes().array(byte[].class).ofSize(16)),
            Arbitraries.integers().between(1, 65_535))
        .as(PeerAddress::new);
  }

  private static Arbitrary<String> names(int longest) {
    return Arbitraries.strings()
        .withChars("abcxyz0189._-")
        .ofMinLength(1)
        .ofMaxLength(longest)
        .filter(name -> Character.isLetterOrDigit(name.charAt(0)));
  }

  /** Any characters, each of which takes at most four bytes. */
  private static Arbitrary<String> texts(int longest) {
    return Arbitraries.strings().withChars("aZ09 /:äß€漢").ofMaxLength(longest);
  }
}
