package org.contentmover.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.contentmover.agent.testing.Configurations;
import org.contentmover.content.seal.PublisherPins;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.VersionPolicy;
import org.contentmover.gl.api.ElectionSettings;
import org.contentmover.gl.api.FaultRates;
import org.contentmover.gl.api.FaultSettings;
import org.contentmover.gl.api.MulticastSettings;
import org.contentmover.gl.api.PriorityWeights;
import org.contentmover.gl.api.SegmentSettings;
import org.contentmover.gl.api.TimerProfile;
import org.contentmover.gl.api.TimerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationReaderTest {
  @TempDir Path directory;

  @Test
  void shouldTakeDefaultsForWhatIsNotSaid() throws Exception {
    AgentConfiguration configuration = read(Configurations.minimal(directory));

    assertEquals(ServerRole.BACKEND, configuration.role());
    assertEquals(URI.create("http://127.0.0.1:8080"), configuration.ccmUrl());
    assertEquals(11_900_000, configuration.multicastBytesPerSecond());
    assertEquals(0, configuration.relayBytesPerSecond());
    assertEquals(50, configuration.election().preference());
    assertEquals(VersionPolicy.ofCount(3), configuration.versionsKept());
    assertEquals(TimerSettings.of(TimerProfile.LAN), configuration.timers());
    assertEquals(MulticastSettings.AUTO_FRAME_BYTES, configuration.multicast().frameBytes());
    assertEquals("boston-1", configuration.segmentSettings().server());
  }

  @Test
  void shouldKnowWhoseWordIsWantedOnWhichSite() throws Exception {
    String one = Ed25519Keys.encodePublic(SigningKey.generate().publicKey());
    String two = Ed25519Keys.encodePublic(SigningKey.generate().publicKey());
    Properties properties = Configurations.minimal(directory);
    assertEquals(PublisherKeys.NONE, read(properties).publishers());

    properties.setProperty(
        "publisher.keys", "www.example.com=" + one + ", www.example.com=" + two + ",*=" + two);
    PublisherKeys keys = read(properties).publishers();
    assertEquals(
        List.of(Ed25519Keys.decodePublic(one), Ed25519Keys.decodePublic(two)),
        keys.bySite().get("www.example.com"));
    assertTrue(keys.describe().contains("every other site shows only what key"), keys.describe());
    assertTrue(keys.pins(new HostedSite("any"), Clock.systemUTC()) != PublisherPins.NONE);

    for (String wrong : List.of(one, "www.example.com=", "../x=" + one, "a=" + one + ",")) {
      properties.setProperty("publisher.keys", wrong);
      assertEquals(List.of("publisher.keys"), keysOf(problems(properties)), wrong);
    }
  }

  @Test
  void shouldKnowWhichSitesTakeOnlySealedContent() throws Exception {
    Properties properties = Configurations.minimal(directory);
    HostedSite shop = new HostedSite("shop.example.com");
    assertFalse(read(properties).sealedSites().include(shop));

    properties.setProperty("sealed.sites", "www.example.com, shop.example.com");
    SealedSites some = read(properties).sealedSites();
    assertTrue(some.include(shop));
    assertFalse(some.include(new HostedSite("any")));
    assertTrue(some.describe().contains("shop.example.com, www.example.com"), some.describe());

    properties.setProperty("sealed.sites", "*");
    assertTrue(read(properties).sealedSites().include(new HostedSite("any")));

    for (String wrong : List.of("../x", "a,,b", "a b", "a,")) {
      properties.setProperty("sealed.sites", wrong);
      assertEquals(List.of("sealed.sites"), keysOf(problems(properties)), wrong);
    }
  }

  @Test
  void shouldKnowTheSwitchHookOfEachSite() throws Exception {
    Properties properties = Configurations.minimal(directory);
    HostedSite shop = new HostedSite("shop.example.com");
    HostedSite any = new HostedSite("any");
    assertEquals(Optional.empty(), read(properties).hooks().switchHooks().of(shop));

    properties.setProperty("switch.hooks", "shop.example.com=show");
    assertEquals(List.of("switch.hooks"), keysOf(problems(properties)), "no hooks.directory");

    properties.setProperty("hooks.directory", "/etc/hooks");
    assertEquals(Optional.of("show"), read(properties).hooks().switchHooks().of(shop));
    assertEquals(Optional.empty(), read(properties).hooks().switchHooks().of(any));

    properties.setProperty("switch.hooks", "shop.example.com=show, *=other-1");
    assertEquals(Optional.of("show"), read(properties).hooks().switchHooks().of(shop));
    assertEquals(Optional.of("other-1"), read(properties).hooks().switchHooks().of(any));

    for (String wrong : List.of("show", "a=", "a=../b", "a=b,", "../a=b", "a=b,a=c", "a=b c")) {
      properties.setProperty("switch.hooks", wrong);
      assertEquals(List.of("switch.hooks"), keysOf(problems(properties)), wrong);
    }
  }

  private static List<String> keysOf(List<ConfigurationProblem> problems) {
    return problems.stream().map(ConfigurationProblem::key).toList();
  }

  @ParameterizedTest
  @EnumSource(SettingKey.class)
  void shouldNameEveryMissingKeyThatIsNeeded(SettingKey key) throws Exception {
    Properties properties = Configurations.minimal(directory);
    properties.remove(key.key());

    if (key.defaultValue() == null) {
      assertEquals(
          List.of(new ConfigurationProblem(key.key(), "nothing", key.allowed())),
          problems(properties));
    } else {
      assertTrue(read(properties) != null);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "server.name,Boston 1",
    "segment.name,_x",
    "server.role,Backend",
    "root.directory,relative/path",
    "staging.directories,relative/path",
    "staging.directories,/",
    "ccm.url,ftp://ccm",
    "ccm.url,http://ccm?x=1",
    "agent.url,boston-1:8080",
    "time.zone,Mars/Olympus",
    "multicast.enabled,yes",
    "feedback.interval.ms,9",
    "multicast.interface,localhost",
    "multicast.interface,192.0.2.77",
    "multicast.group,10.0.0.1",
    "multicast.port,0",
    "multicast.port,65536",
    "multicast.data.group,none",
    "multicast.ttl,256",
    "multicast.frame.bytes,100",
    "rate.multicast.bytes.per.second,12mbit",
    "rate.relay.bytes.per.second,-1",
    "election.priority,101",
    "election.priority,sometimes",
    "election.weights,cpus",
    "election.weights,'cpus=1,cpus=2'",
    "election.weights,cpus=-1",
    "election.weights,horses=12",
    "election.preemption,perhaps",
    "segment.members,boston-1=10.1.1.1:45000",
    "segment.members,boston-1",
    "timers.profile,fast",
    "timers.leader.alive.interval.ms,1",
    "timers.leader.dead.after.ms,150",
    "timers.claim.delay.max.ms,10",
    "versions.keep,1",
    "versions.keep.days,-1",
    "versions.keep.free.percent,91",
    "faults.data.receive,loss=5",
    "faults.seed,x"
  })
  void shouldNameKeyAndFoundValueAndWhatIsAllowed(String key, String value) {
    Properties properties = Configurations.minimal(directory);
    properties.setProperty(key, value);

    List<ConfigurationProblem> problems = problems(properties);

    assertEquals(1, problems.size(), problems::toString);
    assertEquals(key, problems.get(0).key());
    assertTrue(problems.get(0).found().contains(value), problems::toString);
    assertFalse(problems.get(0).allowed().isBlank());
  }

  @Test
  void shouldNameAllProblemsAtOnce() {
    Properties properties = Configurations.minimal(directory);
    properties.setProperty("multicast.port", "x");
    properties.setProperty("multcast.port", "45000");
    properties.remove("ccm.url");

    List<String> keys = problems(properties).stream().map(ConfigurationProblem::key).toList();

    assertEquals(List.of("multcast.port", "ccm.url", "multicast.port"), keys);
  }

  @Test
  void shouldRefuseStateInsideTheRootWhereSitesAre() {
    Properties properties = Configurations.minimal(directory);
    properties.setProperty("state.directory", directory.resolve("root/state").toString());

    assertEquals("state.directory", problems(properties).get(0).key());
  }

  @Test
  void shouldOfferDirectoriesThatLieApartFromItsOwn() throws Exception {
    Properties properties = Configurations.minimal(directory);
    properties.setProperty("staging.directories", "/srv/staging, /srv/../srv/more,");
    assertEquals(
        List.of(Path.of("/srv/staging"), Path.of("/srv/more")),
        read(properties).stagingDirectories());
    for (String wrong : List.of("root/www", "state", ".")) {
      properties.setProperty("staging.directories", "/srv/ok," + directory.resolve(wrong));
      assertEquals("staging.directories", problems(properties).get(0).key(), wrong);
    }
  }

  @Test
  void shouldRefuseADataChannelThatIsTheControlChannel() {
    Properties properties = Configurations.minimal(directory);
    properties.setProperty("multicast.data.group", "239.192.0.1");
    properties.setProperty("multicast.data.port", "45000");

    assertEquals("multicast.data.port", problems(properties).get(0).key());
  }

  @Test
  void shouldStretchWhatFollowsFromASlowerHeartbeat() throws Exception {
    Properties properties = Configurations.minimal(directory);
    properties.setProperty("timers.leader.alive.interval.ms", "1000");

    assertEquals(3_000, read(properties).timers().leaderDeadAfterMs());
  }

  @Test
  void shouldOverrideSingleTimersOfAProfile() throws Exception {
    Properties properties = Configurations.minimal(directory);
    properties.setProperty("timers.profile", "slow");
    properties.setProperty("timers.voting.window.ms", "333");

    TimerSettings timers = read(properties).timers();

    assertEquals(TimerProfile.SLOW, timers.profile());
    assertEquals(333, timers.votingWindowMs());
    assertEquals(2_000, timers.leaderDeadAfterMs());
  }

  @Test
  void shouldLetAServerNeverLead() throws Exception {
    Properties properties = Configurations.minimal(directory);
    properties.setProperty("election.priority", "never");

    assertEquals(SegmentSettings.NEVER_LEADS, read(properties).election().preference());
  }

  @ParameterizedTest
  @CsvSource({
    "faults.control.send,loss=1%",
    "faults.control.receive,duplicate=1%",
    "faults.data.send,reorder=1%",
    "faults.data.receive,delay=1ms"
  })
  void shouldRefuseInjectedFaultsOnAServerThatIsNotForTests(String key, String value) {
    Properties properties = Configurations.minimal(directory);
    properties.setProperty(key, value);

    List<ConfigurationProblem> problems = problems(properties);

    assertEquals(1, problems.size(), problems::toString);
    assertEquals(key, problems.get(0).key());
    assertTrue(problems.get(0).allowed().contains("contentmover.test.faults"));
  }

  @Test
  void shouldTakeInjectedFaultsOnAServerForTests() throws Exception {
    Properties properties = Configurations.minimal(directory);
    properties.setProperty("faults.data.receive", "loss=5%, delay=20ms");
    properties.setProperty("faults.seed", "7");
    ConfigurationReader onTestServer = new ConfigurationReader(address -> true, () -> true);

    AgentConfiguration configuration = onTestServer.read(properties, "test");

    FaultSettings expected =
        FaultSettings.onDataReceived(FaultRates.parse("loss=5%,delay=20ms"), 7);
    assertEquals(expected, configuration.faults());
    assertEquals(expected, configuration.segmentSettings().faults());
    assertTrue(configuration.toString().contains("loss=5%"));
  }

  @Test
  void shouldInjectNoFaultsByDefault() throws Exception {
    assertEquals(FaultSettings.NONE, read(Configurations.minimal(directory)).faults());
  }

  @Test
  void shouldKeepTheEnrolmentTokenOutOfLogs() throws Exception {
    Properties properties = Configurations.minimal(directory);
    properties.setProperty("ccm.enrolment.token", "secret-token");

    assertFalse(read(properties).toString().contains("secret-token"));
  }

  @Test
  void shouldNameAFileThatCannotBeRead() {
    InvalidConfiguration problem =
        assertThrows(
            InvalidConfiguration.class,
            () -> new ConfigurationReader().read(directory.resolve("absent.properties")));

    assertTrue(problem.getMessage().contains("absent.properties"));
  }

  @Test
  void shouldReadAFileInUtf8() throws Exception {
    Properties properties = Configurations.minimal(directory);
    StringBuilder text = new StringBuilder("place=Zürich\n");
    properties.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    Path file = directory.resolve("agent.properties");
    Files.writeString(file, text, StandardCharsets.UTF_8);

    assertEquals("Zürich", new ConfigurationReader().read(file).place());
  }

  private static AgentConfiguration read(Properties properties) throws InvalidConfiguration {
    return Configurations.of(properties);
  }

  private static List<ConfigurationProblem> problems(Properties properties) {
    return assertThrows(InvalidConfiguration.class, () -> Configurations.of(properties)).problems();
  }

  @Test
  void shouldKeepTheDefaultOfAWeightThatIsNotNamed() throws Exception {
    Properties properties = Configurations.minimal(directory);
    properties.setProperty("election.weights", "cpus=0, disk=20");
    properties.setProperty("election.preemption", "true");
    ElectionSettings election = read(properties).election();
    assertEquals(new PriorityWeights(60, 0, 6, 6, 20, 2, 4, 4, 4), election.weights());
    assertTrue(election.preemption());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "boston-2=10.1.1.2:45000",
        "boston-1=10.1.1.1:45000,boston-1=10.1.1.2:45000",
        "boston-1=boston-1.example.com:45000",
        "boston-1=239.1.1.1:45000",
        "boston-1=10.1.1.1:65536",
        "boston-1=10.1.1.1:45000,"
      })
  void shouldRefuseListsOfMembersThatCannotWork(String members) {
    Properties properties = Configurations.minimal(directory);
    properties.setProperty("multicast.enabled", "false");
    properties.setProperty("segment.members", members);
    assertEquals("segment.members", problems(properties).get(0).key());
  }

  @Test
  void shouldReadTheConfigurationFilesOfEachSite() {
    assertEquals(
        Map.of(
            new HostedSite("www.example.com"),
            Map.of("shop", Path.of("/etc/shop.properties"), "db", Path.of("/etc/db.properties")),
            new HostedSite("other"),
            Map.of("shop", Path.of("/srv/o/shop.json"), "pools", Path.of("/srv/o/pools.xml"))),
        ConfigurationFileList.parse(
            "www.example.com/shop=/etc/shop.properties , www.example.com/db=/etc/./db.properties,"
                + "other/shop=/srv/o/shop.json,other/pools=/srv/o/pools.xml"));
    for (String wrong :
        List.of(
            "shop=/etc/shop.properties",
            "www/shop=etc/shop.properties",
            "www/shop=/etc/passwd",
            "www/shop=/",
            "www/shop=/etc/shop.yaml",
            "www/Shop=/etc/shop.properties",
            "www/../shop=/etc/shop.properties",
            "www/shop=/etc/shop.properties,",
            "www/a=/etc/shop.properties,other/a=/etc/x/../shop.properties",
            "www/a=/etc/a.properties,www/a=/etc/b.properties")) {
      assertThrows(IllegalArgumentException.class, () -> ConfigurationFileList.parse(wrong), wrong);
    }
  }
}
