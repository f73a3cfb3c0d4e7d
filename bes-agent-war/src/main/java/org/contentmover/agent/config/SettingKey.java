package org.contentmover.agent.config;

import java.util.Arrays;
import java.util.Optional;

/**
 * Every key of the agent's configuration file, with its default and what an administrator may write
 * there. The reference in docs/operations/agent.md lists the same keys; a test keeps the two equal.
 */
public enum SettingKey {
  SERVER_NAME("server.name", null, "1 to 63 of a-z 0-9 . _ -, starting with a letter or digit"),
  SEGMENT_NAME("segment.name", null, "1 to 63 of a-z 0-9 . _ -, starting with a letter or digit"),
  SEGMENT_KEY_FILE("segment.key.file", "", "an absolute path, or nothing for an open segment"),
  SERVER_ROLE("server.role", "backend", "backend, relay or staging"),
  ROOT_DIRECTORY("root.directory", null, "an absolute path this server may create and write"),
  STATE_DIRECTORY("state.directory", null, "an absolute path outside root.directory"),
  STAGING_DIRECTORIES(
      "staging.directories",
      "",
      "absolute paths outside root.directory and state.directory, with commas between"),
  CCM_URL("ccm.url", null, "an absolute http or https URL without query"),
  CCM_ENROLMENT_TOKEN("ccm.enrolment.token", "", "the one-time token; needed until enrolled"),
  PUBLISHER_KEYS(
      "publisher.keys",
      "",
      "site=key pairs with commas between, for example www.example.com=MCowBQYDK2VwAyEA…; a key is"
          + " the line in a publisher's .pub file, and * stands for every site that is not named"),
  SEALED_SITES(
      "sealed.sites",
      "",
      "names of hosted sites with commas between, for example www.example.com, or * for every site"),
  AGENT_URL(
      "agent.url", null, "the absolute http or https URL under which others reach this agent"),
  PLACE("place", "", "free text, at most 63 bytes"),
  TIME_ZONE("time.zone", "UTC", "a time zone id such as Europe/London"),
  MULTICAST_ENABLED("multicast.enabled", "true", "true or false"),
  SEGMENT_MEMBERS(
      "segment.members",
      "",
      "with multicast.enabled=false: name=address:port of every server of the segment, this one"
          + " included, with commas between, for example"
          + " boston-1=10.1.1.1:45000,boston-2=10.1.1.2:45000"),
  MULTICAST_INTERFACE("multicast.interface", "127.0.0.1", "an IP address of this host"),
  MULTICAST_GROUP("multicast.group", "239.192.0.1", "a multicast address"),
  MULTICAST_PORT("multicast.port", "45000", "a number from 1 to 65535"),
  MULTICAST_DATA_GROUP("multicast.data.group", "239.192.1.1", "a multicast address"),
  MULTICAST_DATA_PORT(
      "multicast.data.port",
      "45001",
      "a number from 1 to 65535; group and port together differ from the control channel's"),
  MULTICAST_TTL("multicast.ttl", "1", "a number from 0 to 255"),
  MULTICAST_FRAME_BYTES("multicast.frame.bytes", "auto", "auto, or a number from 512 to 60000"),
  RATE_MULTICAST(
      "rate.multicast.bytes.per.second", "11900000", "a number from 1000 to 10000000000"),
  RATE_ADAPTIVE("rate.multicast.adaptive", "true", "true or false"),
  RATE_START("rate.multicast.start.percent", "50", "a number from 1 to 100"),
  FEEDBACK_INTERVAL(
      "feedback.interval.ms", "", "0 (at the end of a pass only) or a number from 10 to 10000"),
  FEEDBACK_ANSWERS("feedback.answers.per.second", "", "a number from 1 to 100000"),
  SLOW_PERCENT("slow.server.percent", "50", "0 (nobody is too slow) or a number up to 100"),
  ASK_BY_MULTICAST("ask.by.multicast.above.percent", "50", "a number from 0 to 100 (never)"),
  RATE_RELAY("rate.relay.bytes.per.second", "0", "0 (unlimited) or up to 10000000000"),
  ELECTION_PRIORITY("election.priority", "50", "a number from 0 to 100, or never"),
  ELECTION_WEIGHTS(
      "election.weights",
      "preference=60,cpus=8,idle=6,memory=6,disk=6,members=2,network=4,reliability=4,content=4",
      "name=number pairs with commas between, numbers from 0 to 1000 and not all 0; names are"
          + " preference, cpus, idle, memory, disk, members, network, reliability and content"),
  ELECTION_PREEMPTION("election.preemption", "false", "true or false"),
  TIMERS_PROFILE("timers.profile", "lan", "lan, slow or source"),
  LEADER_ALIVE_INTERVAL("timers.leader.alive.interval.ms", "", "a number from 10 to 60000"),
  LEADER_DEAD_AFTER("timers.leader.dead.after.ms", "", "at least twice the alive interval"),
  CLAIM_DELAY_MIN("timers.claim.delay.min.ms", "", "a number from 0 to 60000"),
  CLAIM_DELAY_MAX("timers.claim.delay.max.ms", "", "more than timers.claim.delay.min.ms"),
  VOTING_WINDOW("timers.voting.window.ms", "", "a number from 10 to 60000"),
  CONCEDE_TIMEOUT("timers.concede.timeout.ms", "", "a number from 10 to 120000"),
  VERSIONS_KEEP("versions.keep", "3", "a number from 2 to 100 (live and backup are always kept)"),
  VERSIONS_KEEP_DAYS(
      "versions.keep.days",
      "0",
      "0 (however old) or a number of days up to 3650 (live and backup are always kept)"),
  VERSIONS_KEEP_FREE(
      "versions.keep.free.percent",
      "0",
      "0 (as long as new ones fit) or a number up to 90 (live and backup are always kept)"),
  SCRUB_INTERVAL("scrub.interval.hours", "168", "0 (only by order) or a number up to 8760"),
  SCRUB_RATE("scrub.rate.bytes.per.second", "20000000", "0 (unlimited) or up to 10000000000"),
  SCRUB_REPAIR("scrub.repair", "true", "true or false"),
  CONFIGURATION_FILES(
      "configuration.files",
      "",
      "site/name=absolute path of a .properties, .json or .xml file, with commas between, for example"
          + " www.example.com/shop=/etc/shop/shop.properties"),
  HOOKS_DIRECTORY("hooks.directory", "", "an absolute path, or nothing for no hooks"),
  HOOKS_TIME_LIMIT("hooks.time.limit.seconds", "30", "a number from 1 to 60"),
  SWITCH_HOOKS(
      "switch.hooks",
      "",
      "site=hook pairs with commas between, for example www.example.com=show-by-nginx, where *"
          + " stands for every site that is not named; hooks.directory has to be set then"),
  FAULTS_CONTROL_SEND("faults.control.send", "", Texts.RATES),
  FAULTS_CONTROL_RECEIVE("faults.control.receive", "", Texts.RATES),
  FAULTS_DATA_SEND("faults.data.send", "", Texts.RATES),
  FAULTS_DATA_RECEIVE("faults.data.receive", "", Texts.RATES),
  FAULTS_SEED("faults.seed", "1", "a number");

  /** Texts that several keys share. */
  private static final class Texts {
    static final String RATES =
        "for tests: any of loss=N%, duplicate=N%, reorder=N%, delay=Nms, separated by commas;"
            + " nothing on a server without -Dcontentmover.test.faults=true";
  }

  private final String key;
  private final String defaultValue;
  private final String allowed;

  SettingKey(String key, String defaultValue, String allowed) {
    this.key = key;
    this.defaultValue = defaultValue;
    this.allowed = allowed;
  }

  /** The key as written in the file. */
  public String key() {
    return key;
  }

  /** What holds when the key is absent; null when it must be present, empty when derived. */
  public String defaultValue() {
    return defaultValue;
  }

  /** What may be written, in the words of a problem message. */
  public String allowed() {
    return allowed;
  }

  static Optional<SettingKey> named(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }
}
