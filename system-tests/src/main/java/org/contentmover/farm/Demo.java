package org.contentmover.farm;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/** The demo's command line: a farm on this machine, driven as an administrator would. */
public final class Demo {

  private static final long PUBLISH_PATIENCE_MILLIS = 30 * 60_000L;

  private final FarmHome home;

  private Demo(FarmHome home) {
    this.home = home;
  }

  public static void main(String[] arguments) throws InterruptedException {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) throws InterruptedException {
    DemoArguments wish;
    try {
      wish = DemoArguments.parse(arguments);
    } catch (DemoArguments.UsageException | FarmException e) {
      System.err.println("demo: " + e.getMessage());
      System.err.print(DemoArguments.usage());
      return 2;
    }
    Path repository = Path.of(System.getProperty("contentmover.repository", "."));
    Demo demo = new Demo(FarmHome.ofDemo(repository));
    try {
      return demo.carryOut(wish);
    } catch (FarmState.UnknownServer e) {
      System.err.println("demo: " + e.getMessage());
      System.err.print(DemoArguments.usage());
      return 2;
    } catch (FarmException e) {
      System.err.println("demo: " + e.getMessage());
      return 1;
    }
  }

  private int carryOut(DemoArguments wish) throws InterruptedException {
    return switch (wish.command()) {
      case HELP -> {
        System.out.print(DemoArguments.usage());
        yield 0;
      }
      case RUN -> runUntilInterrupted(wish.spec());
      case UP -> up(wish.spec());
      case PUBLISH -> publish(existing(), Path.of(wish.subject()));
      case STATUS -> wish.json() ? statusAsJson(existing()) : status(existing());
      case KILL -> {
        existing().kill(wish.subject());
        System.out.println("Killed " + wish.subject() + ".");
        yield 0;
      }
      case START -> {
        existing().startAgain(wish.subject());
        System.out.println("Started " + wish.subject() + ".");
        yield 0;
      }
      case DOWN -> {
        existing().stop();
        System.out.println("The farm is down.");
        yield 0;
      }
    };
  }

  private int up(FarmSpec spec) {
    Farm farm = Farm.fresh(home, spec, System.out::println);
    stopAtTheEnd(farm, () -> !farm.isComplete());
    farm.start();
    printAddresses(farm);
    System.out.println("Next: ./demo publish DIR, ./demo status, ./demo down");
    return 0;
  }

  private int runUntilInterrupted(FarmSpec spec) throws InterruptedException {
    Farm farm = Farm.fresh(home, spec, System.out::println);
    stopAtTheEnd(farm, () -> true);
    farm.start();
    int result = publish(farm, home.sampleSite());
    if (result != 0) {
      return result;
    }
    printAddresses(farm);
    System.out.println("Press Ctrl-C to stop everything.");
    new CountDownLatch(1).await();
    return 0;
  }

  /** Also when Ctrl-C comes while the farm starts: no process stays behind. */
  private static void stopAtTheEnd(Farm farm, BooleanSupplier wanted) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (wanted.getAsBoolean()) {
                    System.out.println("\nStopping the farm ...");
                    farm.stop();
                    System.out.println("The farm is down.");
                  }
                }));
  }

  private int publish(Farm farm, Path directory) {
    ProgressBar bar = new ProgressBar(System.out, System.console() != null);
    Publishing.RunStatus run;
    try {
      run = farm.publishing().publish(directory, PUBLISH_PATIENCE_MILLIS, bar::show);
    } finally {
      bar.end();
    }
    List<ServerStatus> servers = farm.servers();
    if (run.succeeded() && servers.stream().allMatch(server -> server.state().equals("up"))) {
      System.out.println("Live on all " + servers.size() + " servers. " + run.explanation());
      return 0;
    }
    System.err.println("demo: the run ended " + run.phase() + ": " + run.explanation());
    for (ServerStatus server : servers) {
      if (!server.state().equals("up")) {
        System.err.println("demo:   " + server.name() + " is " + server.state());
      }
    }
    return 1;
  }

  private int status(Farm farm) {
    FarmView view = FarmView.of(farm);
    System.out.println("CCM      " + farm.ccmUrl() + "  (" + describe(farm.pid(Farm.CCM)) + ")");
    System.out.println("login    " + farm.user() + " / " + farm.password());
    if (!view.isToldByTheCcm()) {
      System.out.println(
          "The CCM is "
              + view.ccm()
              + ": what follows is what each server says itself."
              + (view.ccm().equals("down") ? " Start it: ./demo start ccm" : ""));
    }
    view.lastRun()
        .ifPresent(
            run ->
                System.out.println(
                    "last run "
                        + run.phase()
                        + (run.percent() == null ? "" : " " + run.percent() + " %")));
    System.out.printf(
        "%-12s %-10s %-8s %-8s %8s %8s  %s%n",
        "server", "segment", "role", "state", "version", "pid", "live");
    for (ServerStatus server : view.servers()) {
      System.out.printf(
          "%-12s %-10s %-8s %-8s %8d %8s  %s%n",
          server.name(),
          server.segment(),
          server.role(),
          server.state(),
          server.liveVersion(),
          server.pid() == 0 ? "-" : String.valueOf(server.pid()),
          server.url());
    }
    return 0;
  }

  private int statusAsJson(Farm farm) {
    FarmView view = FarmView.of(farm);
    JsonArrayBuilder servers = Json.createArrayBuilder();
    view.servers().forEach(server -> servers.add(server.toJson()));
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("ccmUrl", farm.ccmUrl())
            .add("ccmState", view.ccm())
            .add("user", farm.user())
            .add("password", farm.password());
    long ccmPid = farm.pid(Farm.CCM);
    if (ccmPid == 0) {
      json.addNull("ccmPid");
    } else {
      json.add("ccmPid", ccmPid);
    }
    Optional<Publishing.RunStatus> run = view.lastRun();
    if (run.isPresent()) {
      JsonObjectBuilder last =
          Json.createObjectBuilder().add("id", run.get().id()).add("state", run.get().phase());
      json.add(
          "run",
          run.get().percent() == null
              ? last.addNull("percent")
              : last.add("percent", run.get().percent()));
    } else {
      json.addNull("run");
    }
    System.out.println(json.add("servers", servers).build());
    return 0;
  }

  private static String describe(long pid) {
    return pid == 0 ? "down" : "pid " + pid;
  }

  private static void printAddresses(Farm farm) {
    System.out.println();
    System.out.println("Console  " + farm.ccmUrl() + "/");
    System.out.println("Login    " + farm.user() + " / " + farm.password());
    for (String server : farm.serverNames()) {
      System.out.printf("%-8s %s%n", server, farm.liveUrl(server));
    }
  }

  private Farm existing() {
    return Farm.existing(home, System.out::println);
  }
}
