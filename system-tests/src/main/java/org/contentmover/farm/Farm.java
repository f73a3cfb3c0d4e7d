package org.contentmover.farm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A farm of real processes: started, killed, started again and stopped. What the CCM is asked to do
 * (register the site, publish) is in {@link Publishing}.
 */
public final class Farm {

  public static final String CCM = "ccm";

  /** More at once only wait for each other on a machine of few cores. */
  private static final int STARTS_AT_ONCE = 6;

  private static final long START_PATIENCE_MILLIS = 180_000;
  private static final long STOP_PATIENCE_SECONDS = 15;
  private static final long STOP_PATIENCE_WITH_ARCHIVE_SECONDS = 90;
  private static final List<String> AGENT_JVM =
      List.of(
          "-Xms32m",
          "-Xmx64m",
          "-Xss256k",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:ReservedCodeCacheSize=32m",
          "-XX:MaxMetaspaceSize=128m");

  private static final List<String> CCM_JVM = List.of("-Xms64m", "-Xmx512m", "-XX:+UseSerialGC");

  /** More options of the CCM's JVM, with blanks between them. */
  private static final String CCM_JVM_ALSO = "contentmover.farm.ccm.jvm";

  private final FarmHome home;
  private final Consumer<String> news;
  private final SharedClasses sharedClasses = new SharedClasses();
  private FarmState state;
  private boolean stopping;
  private volatile boolean complete;

  private Farm(FarmHome home, FarmState state, Consumer<String> news) {
    this.home = home;
    this.state = state;
    this.news = news;
  }

  /** The farm that an earlier invocation started. */
  public static Farm existing(FarmHome home, Consumer<String> news) {
    return new Farm(home, FarmState.read(home.stateFile()), news);
  }

  /**
   * A new farm, not started yet.
   *
   * @throws FarmException when one is up already, the product is not built, or a port is taken
   */
  public static Farm fresh(FarmHome home, FarmSpec spec, Consumer<String> news) {
    home.requireBuilt();
    if (Files.exists(home.stateFile())
        && FarmState.read(home.stateFile()).all().stream()
            .anyMatch(member -> member.process().isAlive())) {
      throw new FarmException("A farm is up already. Stop it first: ./demo down");
    }
    Farm farm = new Farm(home, FarmState.planned(spec, CCM), news);
    farm.requireFreePorts();
    return farm;
  }

  /**
   * Starts a fresh farm and waits until every server is known to the CCM.
   *
   * @throws FarmException when a server does not come up; what was started is stopped again
   */
  public Farm start() {
    try {
      FileTrees.delete(home.directory());
      bringUp();
      complete = true;
      return this;
    } catch (IOException e) {
      stop();
      throw new FarmException("The farm did not start: " + e, e);
    } catch (RuntimeException e) {
      stop();
      throw e;
    }
  }

  private void bringUp() throws IOException {
    news.accept("Starting the CCM ...");
    launch(state.ccm(), true);
    await("the CCM", state.ccm(), () -> ccm().isReady());
    Publishing publishing = publishing();
    publishing.registerSite();
    String token = publishing.enrolmentToken(state.servers().size());
    news.accept("Starting " + state.servers().size() + " back-end servers ...");
    List<FarmState.Member> servers = List.copyOf(state.servers());
    for (int first = 0; first < servers.size(); first += STARTS_AT_ONCE) {
      int end = Math.min(servers.size(), first + STARTS_AT_ONCE);
      List<FarmState.Member> group = servers.subList(first, end);
      for (FarmState.Member server : group) {
        AgentFile.write(home, state.spec(), server, agentUrl(server), ccmUrl(), token, Map.of());
        launch(server, true);
      }
      for (FarmState.Member server : group) {
        await(server.name(), server, () -> publishing.isUp(server.name()));
      }
    }
    publishing.awaitLeaders(state.spec().segmentNames());
  }

  /** Not while the farm is being stopped: what starts then would stay behind. */
  private synchronized void launch(FarmState.Member member, boolean fresh) throws IOException {
    if (stopping) {
      throw new FarmException("The farm is being stopped.");
    }
    boolean isCcm = member.name().equals(CCM);
    WildFlyProcess wildfly = wildfly(member);
    if (fresh) {
      wildfly.prepare(isCcm ? List.of(home.ccmArchive()) : home.agentArchives());
    }
    List<String> jvm = new ArrayList<>(isCcm ? ccmJvm() : AGENT_JVM);
    jvm.addAll(sharedClasses.options(member.name(), kind(member)));
    ServerProcess process =
        wildfly.start(
            jvm,
            isCcm
                ? ccmProperties()
                : Map.of(
                    "contentmover.agent.config", home.agentConfiguration(member.name()).toString()),
            Map.of());
    state = state.with(member.with(process));
    state.write(home.stateFile());
  }

  private static String kind(FarmState.Member member) {
    return member.name().equals(CCM) ? CCM : "agent";
  }

  private static List<String> ccmJvm() {
    Stream<String> also = Stream.of(System.getProperty(CCM_JVM_ALSO, "").split(" "));
    return Stream.concat(CCM_JVM.stream(), also.filter(option -> !option.isEmpty())).toList();
  }

  private Map<String, String> ccmProperties() {
    Map<String, String> properties = new java.util.TreeMap<>();
    properties.put("contentmover.data.directory", home.ccmData().toString());
    properties.put("contentmover.ccm.url", ccmUrl());
    properties.put("contentmover.admin.password", state.password());
    if (state.spec().rateBytesPerSecond() > 0) {
      properties.put(
          "contentmover.origin.bytes.per.second",
          String.valueOf(state.spec().rateBytesPerSecond()));
    }
    return properties;
  }

  /** Whether the start is over and every server came up. */
  boolean isComplete() {
    return complete;
  }

  /** Kills one server (or the CCM) as a power cut would. */
  public void kill(String name) {
    ServerProcess process = now().member(name).process();
    if (!process.isAlive()) {
      throw new FarmException(name + " is down already.");
    }
    process.kill();
  }

  /** Starts a server that is down, with all it had. */
  public void startAgain(String name) {
    FarmState.Member member = now().member(name);
    if (member.process().isAlive()) {
      throw new FarmException(name + " is up already (pid " + member.process().pid() + ").");
    }
    try {
      launch(member, false);
    } catch (IOException e) {
      throw new FarmException("Cannot start " + name + ": " + e, e);
    }
    if (name.equals(CCM)) {
      await("the CCM", state.ccm(), () -> ccm().isReady());
    }
  }

  /**
   * Adds a server to a farm that is up, on one host, and waits until the CCM knows it.
   *
   * @param settings of its agent beside those every agent has, or in place of them
   */
  public void add(String name, String segment, Map<String, String> settings) {
    FarmState.Member last = now().servers().get(state.servers().size() - 1);
    FarmState.Member member =
        new FarmState.Member(
            name, segment, last.host() + 1, last.portOffset() + 1, ServerProcess.NONE);
    Publishing publishing = publishing();
    try {
      AgentFile.write(
          home,
          state.spec(),
          member,
          agentUrl(member),
          ccmUrl(),
          publishing.enrolmentToken(1),
          settings);
      synchronized (this) {
        state = state.withNew(member);
      }
      launch(member, true);
    } catch (IOException e) {
      throw new FarmException("Cannot add " + name + ": " + e, e);
    }
    await(name, member, () -> publishing.isUp(name));
  }

  /** Stops everything and forgets the farm; no process stays behind. */
  public void stop() {
    List<FarmState.Member> members;
    synchronized (this) {
      stopping = true;
      members = now().all();
    }
    List<Thread> running =
        members.stream()
            .filter(member -> member.process().isAlive())
            .map(member -> new Thread(() -> stop(member)))
            .toList();
    running.forEach(Thread::start);
    for (Thread thread : running) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    try {
      Files.deleteIfExists(home.stateFile());
    } catch (IOException e) {
      throw new FarmException("Cannot delete " + home.stateFile() + ": " + e, e);
    }
  }

  private void stop(FarmState.Member member) {
    boolean writes = sharedClasses.isWrittenBy(member.name());
    long patience = writes ? STOP_PATIENCE_WITH_ARCHIVE_SECONDS : STOP_PATIENCE_SECONDS;
    if (member.process().stop(patience)) {
      sharedClasses.endedByItself(member.name(), kind(member));
    }
  }

  public Publishing publishing() {
    return new Publishing(ccm(), home);
  }

  public CcmClient ccm() {
    return new CcmClient(ccmUrl(), state.user(), state.password());
  }

  public String ccmUrl() {
    return wildfly(state.ccm()).url();
  }

  public String user() {
    return state.user();
  }

  public String password() {
    return state.password();
  }

  /** The id of a server's process; 0 when it is down. */
  public long pid(String name) {
    ServerProcess process = now().member(name).process();
    return process.isAlive() ? process.pid() : 0;
  }

  /** What a server that is up counts, by the names of docs/protocol. */
  public Map<String, Long> counters(String server) {
    return agents().counters(server, agentUrl(state.member(server)));
  }

  /** Bytes that a host's network interface has sent and received; also when its server is down. */
  public TrafficOfHost traffic(String name) {
    return TrafficOfHost.read(state.spec().hosts(), state.member(name).host());
  }

  private AgentClient agents() {
    return new AgentClient(home.ccmKey());
  }

  /** Another invocation may have started a server again meanwhile. */
  private synchronized FarmState now() {
    if (Files.exists(home.stateFile())) {
      state = FarmState.read(home.stateFile());
    }
    return state;
  }

  public List<String> serverNames() {
    return state.servers().stream().map(FarmState.Member::name).toList();
  }

  /** The document root that a web server would be given. */
  public Path liveDirectory(String server) {
    return home.content(server).resolve(Publishing.SITE).resolve("live");
  }

  public String liveUrl(String server) {
    return agentUrl(state.member(server)) + "/live/" + Publishing.SITE + "/";
  }

  /** Every back-end server as it is now: what the CCM knows, and whether its process runs. */
  public List<ServerStatus> servers() {
    return servers(publishing().knownServers());
  }

  /** The back-end servers as they say themselves; who leads is what the CCM knows. */
  List<ServerStatus> serversWithoutCcm() {
    Map<String, Publishing.KnownServer> told = new TreeMap<>();
    for (FarmState.Member member : state.servers()) {
      if (pid(member.name()) != 0) {
        told.put(
            member.name(),
            new Publishing.KnownServer(
                "unknown",
                AgentHealth.state(agentUrl(member)),
                AgentHealth.liveVersion(liveDirectory(member.name()))));
      }
    }
    return servers(told);
  }

  private List<ServerStatus> servers(Map<String, Publishing.KnownServer> known) {
    return state.servers().stream()
        .map(
            member -> {
              long pid = pid(member.name());
              Publishing.KnownServer server =
                  known.getOrDefault(member.name(), Publishing.KnownServer.UNKNOWN);
              return new ServerStatus(
                  member.name(),
                  member.segment(),
                  pid == 0 ? "unknown" : server.role(),
                  pid,
                  wildfly(member).port(),
                  liveUrl(member.name()),
                  liveDirectory(member.name()),
                  server.liveVersion(),
                  pid == 0 ? "down" : server.state());
            })
        .toList();
  }

  private WildFlyProcess wildfly(FarmState.Member member) {
    return new WildFlyProcess(
        member.name(),
        member.name().equals(CCM) ? home.ccmServer() : home.agentServer(),
        home.base(member.name()),
        state.spec().hosts().address(member.host()),
        member.portOffset(),
        state.spec().hosts().launcher(member.host()));
  }

  private String agentUrl(FarmState.Member member) {
    return wildfly(member).url();
  }

  private void requireFreePorts() {
    if (state.spec().hosts().areSeparate()) {
      return;
    }
    state.all().forEach(member -> wildfly(member).requireFreePort());
  }

  private void await(String what, FarmState.Member member, BooleanSupplier condition) {
    Waiting.until(
        "for " + what,
        START_PATIENCE_MILLIS,
        condition,
        () -> {
          if (!state.member(member.name()).process().isAlive()) {
            throw new FarmException(
                what + " ended while starting; its log is " + home.log(member.name()));
          }
        },
        () -> "its log is " + home.log(member.name()));
  }
}
