package org.contentmover.core.mctp.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.manifest.ContentHash;

/** Every kind of transfer message with every kind of value. */
final class MctpArbitraries {
  private MctpArbitraries() {}

  static Arbitrary<MctpMessage> messages() {
    return Arbitraries.oneOf(
        List.of(
            announces(),
            statuses(),
            passEnds(),
            requests(),
            reports(),
            reportAcks(),
            sessionEnds(),
            wanted(),
            marks(),
            heards()));
  }

  private static Arbitrary<AssignmentId> assignments() {
    return Arbitraries.create(UUID::randomUUID).map(AssignmentId::new);
  }

  private static Arbitrary<Long> positive() {
    return Arbitraries.longs().greaterOrEqual(0);
  }

  private static Arbitrary<Integer> ints() {
    return Arbitraries.integers().greaterOrEqual(0);
  }

  private static Arbitrary<ServerName> servers() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .ofMinLength(1)
        .ofMaxLength(ServerName.MAX_LENGTH)
        .map(ServerName::new);
  }

  private static Arbitrary<List<ServerName>> serverLists() {
    return servers().list().ofMaxSize(15);
  }

  private static Arbitrary<PeerAddress> addresses() {
    return Combinators.combine(
            Arbitraries.bytes().array(byte[].class).ofSize(4),
            Arbitraries.bytes().array(byte[].class).ofSize(16),
            Arbitraries.integers().between(1, 65_535),
            Arbitraries.of(true, false))
        .as((v4, v6, port, four) -> new PeerAddress(four ? v4 : v6, port));
  }

  private static Arbitrary<String> reasons() {
    return Arbitraries.strings().ofMaxLength(60);
  }

  private static Arbitrary<MctpMessage> announces() {
    return Combinators.combine(
            assignments(), positive(), addresses(), reasons(), ints(), serverLists(), positive())
        .as(
            (assignment, epoch, address, text, number, servers, rate) ->
                new Announce(
                    assignment,
                    epoch,
                    address,
                    text,
                    1L + number,
                    Announce.MIN_PAYLOAD_BYTES + number % 65_000,
                    rate,
                    ContentHash.sha256(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                    number / 2,
                    number,
                    number / 3,
                    number % Announce.MAX_WINDOW_MS,
                    address,
                    text,
                    text,
                    servers));
  }

  private static Arbitrary<MctpMessage> statuses() {
    return Combinators.combine(
            assignments(),
            positive(),
            addresses(),
            Arbitraries.integers().between(0, 65_535),
            Arbitraries.of(ReceiverState.class),
            ints(),
            missingParts(),
            reasons())
        .as(
            (assignment, epoch, from, pass, state, frames, missing, reason) ->
                new Status(
                    assignment, epoch, from, pass, state, frames, frames / 2, missing, reason));
  }

  private static Arbitrary<MissingPart> missingParts() {
    return Combinators.combine(
            Arbitraries.integers().between(1, MissingPart.MAX_PARTS),
            Arbitraries.integers().between(0, 1_000_000),
            Arbitraries.oneOf(
                Arbitraries.integers().between(1, 5_000).list().ofMaxSize(100),
                Arbitraries.integers().between(1, 3).list().ofMaxSize(600)))
        .as(
            (parts, from, lengths) -> {
              List<FrameRange> ranges = new ArrayList<>();
              int at = from;
              for (int length : lengths) {
                ranges.add(new FrameRange(at, length));
                at += 2 * length;
              }
              return new MissingPart(parts - 1, parts, from, at, ranges);
            });
  }

  private static Arbitrary<MctpMessage> passEnds() {
    return Combinators.combine(
            assignments(), positive(), Arbitraries.integers().between(1, 65_535), ints())
        .as(
            (assignment, epoch, pass, frames) ->
                new PassEnd(assignment, epoch, pass, frames, frames % Announce.MAX_WINDOW_MS));
  }

  private static Arbitrary<MctpMessage> requests() {
    return Combinators.combine(
            assignments(),
            positive(),
            Arbitraries.of(Request.Kind.class),
            Arbitraries.integers().between(0, 65_535),
            serverLists())
        .as(
            (assignment, epoch, kind, pass, asked) ->
                new Request(assignment, epoch, kind, pass, pass, pass % 2 == 0, asked));
  }

  private static Arbitrary<MctpMessage> reports() {
    return Combinators.combine(
            assignments(),
            positive(),
            addresses(),
            ints(),
            Arbitraries.of(Outcome.class),
            reasons(),
            positive())
        .as(
            (assignment, epoch, from, number, outcome, reason, value) ->
                new Report(
                    epoch,
                    from,
                    number,
                    new MemberReport(assignment, outcome, reason, value, value / 2, value / 3)));
  }

  private static Arbitrary<MctpMessage> reportAcks() {
    return Combinators.combine(assignments(), positive(), ints()).as(ReportAck::new);
  }

  private static Arbitrary<MctpMessage> sessionEnds() {
    return Combinators.combine(assignments(), positive(), Arbitraries.of(SessionEnd.End.class))
        .as(SessionEnd::new);
  }

  private static Arbitrary<MctpMessage> wanted() {
    return Combinators.combine(assignments(), positive(), addresses()).as(AnnounceWanted::new);
  }

  private static Arbitrary<MctpMessage> marks() {
    return Combinators.combine(assignments(), positive(), ints(), ints())
        .as(
            (assignment, epoch, number, share) ->
                new Mark(
                    assignment,
                    epoch,
                    Math.max(1, number),
                    share & Mark.ALL,
                    share % Announce.MAX_WINDOW_MS,
                    number));
  }

  private static Arbitrary<MctpMessage> heards() {
    return Combinators.combine(assignments(), positive(), ints(), ints(), needs())
        .as(
            (assignment, epoch, mark, frames, needs) ->
                new Heard(
                    assignment, epoch, 1 + mark / 2, Math.max(2 + mark / 2, mark), frames, needs));
  }

  private static Arbitrary<List<BlockNeed>> needs() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 3_000_000),
            Arbitraries.integers().between(1, 128).list().ofMaxSize(BlockNeed.MAX_NEEDS))
        .as(
            (first, frames) -> {
              List<BlockNeed> needs = new ArrayList<>();
              int block = first;
              for (int count : frames) {
                needs.add(new BlockNeed(block, count));
                block += count % 4 == 0 ? 200 : 1;
              }
              return needs;
            });
  }
}
