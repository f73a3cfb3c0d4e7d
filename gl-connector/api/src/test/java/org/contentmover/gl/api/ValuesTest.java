package org.contentmover.gl.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
  private static final String SHA256 = "0".repeat(64);

  @ParameterizedTest
  @ValueSource(strings = {"", "Boston", "-a", ".a", "a b", "ä", "a/b", "a\n"})
  void shouldRefuseWhatIsNoName(String name) {
    String message = refusal(() -> settings(name, "boston", 50));
    assertTrue(message.contains("server") && message.contains("a-z"), message);
  }

  @Test
  void shouldRefuseNamesThatAreTooLong() {
    settings("a".repeat(63), "b".repeat(63), 50);
    refusal(() -> settings("a".repeat(64), "b", 50));
    new SiteFacts("s".repeat(253), "g", 0, 0, 0, "");
    refusal(() -> new SiteFacts("s".repeat(254), "g", 0, 0, 0, ""));
  }

  @Test
  void shouldSayWhichPrioritiesAreAllowed() {
    settings("a", "b", SegmentSettings.NEVER_LEADS);
    settings("a", "b", 100);
    assertTrue(refusal(() -> settings("a", "b", 101)).contains("-1 to 100"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "10.0.0.256", "", "1.2.3.4.5", "239.1.1.1 "})
  void shouldLookUpNoNames(String address) {
    assertTrue(refusal(() -> multicast(address, "239.1.1.1", 1)).contains("interfaceAddress"));
    assertTrue(refusal(() -> multicast("127.0.0.1", address, 1)).contains("group"));
  }

  @Test
  void shouldTakeIpVersion6() {
    multicast("::1", "ff05::1:3", 45_000);
  }

  @Test
  void shouldRefuseAGroupThatIsNotMulticast() {
    assertTrue(refusal(() -> multicast("127.0.0.1", "10.0.0.1", 1)).contains("multicast"));
  }

  @Test
  void shouldRefuseDataOnTheControlChannel() {
    assertTrue(
        refusal(
                () ->
                    new MulticastSettings(
                        true, "127.0.0.1", "239.1.1.1", 45_000, "239.1.1.1", 45_000, 0, 1_400))
            .contains("channel of its own"));
  }

  @ParameterizedTest
  @EnumSource(TimerProfile.class)
  void shouldHaveConsistentProfiles(TimerProfile profile) {
    assertEquals(profile, TimerSettings.of(profile).profile());
  }

  @Test
  void shouldRefuseTimersThatContradictEachOther() {
    TimerProfile lan = TimerProfile.LAN;
    assertTrue(
        refusal(() -> new TimerSettings(lan, 100, 199, 20, 150, 150, 500)).contains("twice"));
    assertTrue(
        refusal(() -> new TimerSettings(lan, 100, 350, 20, 19, 150, 500))
            .contains("claimDelayMaxMs"));
    refusal(() -> new TimerSettings(lan, 0, 350, 20, 150, 150, 500));
    refusal(() -> new TimerSettings(lan, 60_001, 200_000, 20, 150, 150, 500));
  }

  @Test
  void shouldRefuseOrdersThatCannotBeCarriedOut() {
    order(1, List.of("a", "b"), 2, "");
    assertTrue(refusal(() -> order(0, List.of("a"), 1, "")).contains("sizeBytes"));
    assertTrue(refusal(() -> order(1, List.of(), 0, "")).contains("at least one"));
    assertTrue(refusal(() -> order(1, List.of("a", "a"), 1, "")).contains("each once"));
    assertTrue(refusal(() -> order(1, List.of("a"), 2, "")).contains("quorum"));
    assertTrue(refusal(() -> order(1, List.of("a"), 1, "ä".repeat(257))).contains("514"));
  }

  @Test
  void shouldNotChangeWithTheListsItWasMadeFrom() {
    List<String> participants = new ArrayList<>(List.of("a"));
    DistributionOrder order = order(1, participants, 1, "");
    participants.add("b");
    assertEquals(List.of("a"), order.participants());
  }

  @Test
  void shouldKeepRangesWithinWhatALongCanCount() {
    assertEquals(Long.MAX_VALUE, new ByteRange(Long.MAX_VALUE - 1, 1).end());
    refusal(() -> new ByteRange(Long.MAX_VALUE, 1));
    refusal(() -> new ByteRange(0, 0));
    refusal(() -> new ByteRange(-1, 1));
  }

  @Test
  void shouldTieOutcomeToReport() {
    refusal(() -> new ServerProgress("a", ServerState.REPORTED, 100, Optional.empty(), "", 0, 0));
    refusal(
        () ->
            new ServerProgress(
                "a", ServerState.RECEIVED, 100, Optional.of(Outcome.STAGED), "", 0, 0));
  }

  @Test
  void shouldTieLeaderToRole() {
    refusal(() -> new Leadership(Role.MEMBER, Optional.empty(), 1, ""));
    refusal(() -> new Leadership(Role.UNKNOWN, Optional.of("a"), 1, ""));
    assertEquals(Role.UNKNOWN, SegmentSnapshot.notJoined().role());
  }

  @Test
  void shouldRefuseAReasonLongerThanADatagramTakes() {
    UUID id = UUID.randomUUID();
    new MemberReport(id, Outcome.FAILED, "x".repeat(500), 0, 0, 0);
    refusal(() -> new MemberReport(id, Outcome.FAILED, "x".repeat(501), 0, 0, 0));
  }

  private static String refusal(Executable wrong) {
    return assertThrows(IllegalArgumentException.class, wrong).getMessage();
  }

  private static SegmentSettings settings(String server, String segment, int priority) {
    return new SegmentSettings(
        server,
        segment,
        Path.of("/var/lib/state"),
        ElectionSettings.of(priority),
        multicast("127.0.0.1", "239.1.1.1", 45_000),
        TimerSettings.of(TimerProfile.LAN));
  }

  private static MulticastSettings multicast(String address, String group, int port) {
    return new MulticastSettings(true, address, group, port, "239.1.1.2", 45_001, 0, 1_400);
  }

  private static DistributionOrder order(
      long sizeBytes, List<String> participants, int quorum, String ticket) {
    return new DistributionOrder(
        UUID.randomUUID(),
        "publish www.example.com 4",
        sizeBytes,
        SHA256,
        participants,
        quorum,
        1_400,
        12_500_000,
        ticket,
        "http://boston-1:8080/agent",
        Instant.EPOCH);
  }
}
