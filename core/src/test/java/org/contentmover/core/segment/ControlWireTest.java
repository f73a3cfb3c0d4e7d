package org.contentmover.core.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.registration.Register;
import org.contentmover.core.registration.RegistrationReport;
import org.contentmover.core.registration.SiteFacts;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireReader;
import org.contentmover.core.wire.WireWriter;

class ControlWireTest {
  private static final int ROOM = DatagramHeader.MAX_DATAGRAM_BYTES;

  @Provide
  Arbitrary<Heartbeat> heartbeats() {
    return ControlArbitraries.heartbeats();
  }

  @Provide
  Arbitrary<Claim> claims() {
    return ControlArbitraries.claims();
  }

  @Provide
  Arbitrary<LeadershipFloor> floors() {
    return ControlArbitraries.floors();
  }

  @Provide
  Arbitrary<Register> registers() {
    return ControlArbitraries.registers();
  }

  @Provide
  Arbitrary<RegistrationReport> reports() {
    return ControlArbitraries.reports();
  }

  @Provide
  Arbitrary<List<SiteFacts>> siteLists() {
    return ControlArbitraries.siteLists(40);
  }

  @Provide
  Arbitrary<List<ServerName>> memberLists() {
    return ControlArbitraries.servers().list().ofMaxSize(150);
  }

  @Property(tries = 300)
  void shouldReadTheHeartbeatThatWasWritten(@ForAll("heartbeats") Heartbeat heartbeat) {
    WireWriter out = new WireWriter(ROOM);
    ElectionWire.write(out, heartbeat);
    ServerName sender = heartbeat.alive().leader();
    assertReadsWhole(out.finish(), heartbeat, in -> ElectionWire.readHeartbeat(in, sender));
  }

  @Provide
  Arbitrary<ChannelReady> channelReadies() {
    return ControlArbitraries.channelReadies();
  }

  @Provide
  Arbitrary<HearingQuestion> questions() {
    return ControlArbitraries.questions();
  }

  @Property(tries = 300)
  void shouldReadTheReadinessThatWasWritten(@ForAll("channelReadies") ChannelReady ready) {
    WireWriter out = new WireWriter(ROOM);
    ElectionWire.write(out, ready);
    assertReadsWhole(out.finish(), ready, ElectionWire::readReady);
  }

  @Property(tries = 300)
  void shouldReadTheHearingQuestionThatWasWritten(@ForAll("questions") HearingQuestion question) {
    WireWriter out = new WireWriter(ROOM);
    ElectionWire.write(out, question);
    assertReadsWhole(out.finish(), question, ElectionWire::readQuestion);
  }

  @Property(tries = 300)
  void shouldReadTheClaimThatWasWritten(@ForAll("claims") Claim claim) {
    WireWriter out = new WireWriter(ROOM);
    ElectionWire.write(out, claim);
    assertReadsWhole(
        out.finish(), claim, in -> ElectionWire.readClaim(in, claim.claim().candidate()));
  }

  @Property(tries = 300)
  void shouldReadTheFloorThatWasWritten(@ForAll("floors") LeadershipFloor floor) {
    WireWriter out = new WireWriter(ROOM);
    ElectionWire.write(out, floor);
    assertReadsWhole(out.finish(), floor, ElectionWire::readFloor);
  }

  @Property(tries = 300)
  void shouldReadTheRegistrationThatWasWritten(@ForAll("registers") Register register) {
    WireWriter out = new WireWriter(ROOM);
    RegistrationWire.write(out, register);
    DatagramHeader header =
        new DatagramHeader(ControlType.REGISTER, 0, register.incarnation(), register.server());
    assertReadsWhole(out.finish(), register, in -> RegistrationWire.readRegister(in, header));
  }

  @Property(tries = 300)
  void shouldReadTheReportThatWasWritten(@ForAll("reports") RegistrationReport report) {
    WireWriter out = new WireWriter(2 * ROOM);
    RegistrationWire.write(out, report);
    assertReadsWhole(out.finish(), report, RegistrationWire::readReport);
  }

  private interface Reader<T> {
    T read(WireReader in);
  }

  /** The whole gives the value; every truncation gives null; more bytes change nothing. */
  private static <T> void assertReadsWhole(ByteBuffer written, T value, Reader<T> reader) {
    assertEquals(value, reader.read(new WireReader(written)));
    byte[] bytes = new byte[written.remaining()];
    written.get(0, bytes);
    for (int length = 0; length < bytes.length; length++) {
      assertNull(reader.read(new WireReader(ByteBuffer.wrap(bytes, 0, length))));
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 7);
    assertEquals(value, reader.read(new WireReader(ByteBuffer.wrap(longer))));
  }

  @Property(tries = 3000)
  void shouldSurviveAnyBytes(@ForAll byte[] bytes) {
    DatagramHeader header = new DatagramHeader(ControlType.REGISTER, 0, 0, new ServerName("a"));
    List<BiFunction<WireReader, DatagramHeader, Object>> readers =
        List.of(
            (in, from) -> ElectionWire.readHeartbeat(in, from.sender()),
            (in, from) -> ElectionWire.readClaim(in, from.sender()),
            (in, from) -> ElectionWire.readFloor(in),
            (in, from) -> ElectionWire.readQuestion(in),
            (in, from) -> ElectionWire.readReady(in),
            RegistrationWire::readRegister,
            (in, from) -> RegistrationWire.readReport(in));
    for (BiFunction<WireReader, DatagramHeader, Object> reader : readers) {
      WireReader in = new WireReader(ByteBuffer.wrap(bytes));
      Object message = reader.apply(in, header);
      assertTrue(message == null || in.ok());
    }
  }

  @Property(tries = 100)
  void shouldDivideSitesSoThatEveryPartFitsADatagram(
      @ForAll("siteLists") List<SiteFacts> sites, @ForAll("registers") Register register) {
    List<SiteFacts> together = new ArrayList<>();
    for (List<SiteFacts> part : RegistrationWire.divideSites(sites)) {
      together.addAll(part);
      WireWriter out = new WireWriter(ROOM);
      new DatagramHeader(ControlType.REGISTER, 0, 0, new ServerName("s".repeat(63))).write(out);
      Register whole =
          new Register(
              register.server(),
              0,
              register.epoch(),
              0,
              0,
              1,
              true,
              true,
              0,
              register.address(),
              register.facts().withSites(part));
      RegistrationWire.write(out, whole);
    }
    assertEquals(sites, together);
  }

  @Property(tries = 100)
  void shouldDivideMembersSoThatEveryPartFitsADatagram(
      @ForAll("memberLists") List<ServerName> members) {
    List<ServerName> together = new ArrayList<>();
    for (List<ServerName> part : RegistrationWire.divideMembers(members)) {
      together.addAll(part);
      WireWriter out = new WireWriter(ROOM);
      new DatagramHeader(ControlType.REGISTRATION_REPORT, 0, 0, new ServerName("s".repeat(63)))
          .write(out);
      RegistrationWire.write(out, new RegistrationReport(1, 1, 0, 1, part));
    }
    assertEquals(members, together);
  }
}
