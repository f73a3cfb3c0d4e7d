package org.contentmover.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.contentmover.benchmark.Peer.Trial;

/**
 * Compares peers in the same segments, one after the other: one line of JSON for each run on
 * standard output, a table of medians on standard error.
 */
public final class SegmentBenchmark implements Program {
  private static final String USAGE =
      String.join(
          System.lineSeparator(),
          "usage: benchmarks/segment.sh [options]",
          "  --peers A,B,…      of mover, uftp, udpcast, rsync (mover,uftp,udpcast,rsync)",
          "  --receivers N,…    (4,8)",
          "  --rate RATE        of every host's link (100mbit)",
          "  --loss L,…         of each receiver, in percent; 1/20ms for bursts (0,1,5)",
          "  --keys             mover: the segment has a key, datagrams are authenticated (open)",
          "  --jvm FLAGS        mover: more flags for the members' JVMs, in one word or quoted;",
          "                     agents run with -XX:TieredStopAtLevel=1 (none)",
          "  --payload P        file:256MiB, tree:10000 or path:DIR_OR_FILE (file:256MiB)",
          "  --repeat N         runs of each (3)",
          "  --cold-lines       also a line for the first run of new processes, \"cold\":true",
          "  --name NAME        of the segment in the lab; another for each at the same time (bench)",
          "  --work DIRECTORY   in it a directory is made, and deleted at the end, for payload and",
          "                     received files (benchmarks/target/work)",
          "Needs root, for network namespaces.");

  private final Path repository;
  private final List<Peer> peers;
  private final List<Integer> receivers;
  private final Rate rate;
  private final List<Loss> losses;
  private final PayloadForm payload;
  private final int repeat;
  private final boolean coldLines;
  private final String name;
  private final Path workParent;
  private final ResultTable table = new ResultTable();

  SegmentBenchmark(Arguments arguments, Path repository) {
    this.repository = repository;
    MemberChoices choices = MemberChoices.of(arguments);
    Map<String, Peer> known = known(choices);
    peers = arguments.list("--peers", "mover,uftp,udpcast,rsync", text -> peer(text, known));
    receivers = arguments.numbers("--receivers", "4,8", 1, Lab.MOST_HOSTS - 1);
    rate = Rate.parse(arguments.text("--rate", "100mbit"));
    losses = arguments.list("--loss", "0,1,5", Loss::parse);
    payload = PayloadForm.parse(arguments.text("--payload", "file:256MiB"));
    repeat = arguments.number("--repeat", 3, 1, 1_000);
    coldLines = arguments.flag("--cold-lines");
    name = arguments.segmentName("bench");
    workParent = arguments.path("--work", repository.resolve("benchmarks/target/work"));
    arguments.requireAllTaken();
    requirePrograms();
  }

  private static Map<String, Peer> known(MemberChoices choices) {
    return Stream.of(new MoverPeer(choices), new UftpPeer(), new UdpcastPeer(), new RsyncPeer())
        .collect(Collectors.toMap(Peer::name, peer -> peer));
  }

  private static Peer peer(String name, Map<String, Peer> known) {
    Peer peer = known.get(name);
    if (peer == null) {
      throw new IllegalArgumentException(
          "--peers: '" + name + "' is unknown; known are " + known.keySet());
    }
    return peer;
  }

  /** Measures what the command line asks for; status 1 when a run failed, 2 for wrong use. */
  public static void main(String[] words) {
    Path repository = Path.of(System.getProperty("contentmover.repository", "."));
    System.exit(
        Program.run(
            () -> new SegmentBenchmark(new Arguments(words), repository), USAGE, System.err));
  }

  private void requirePrograms() {
    Set<String> missing = new TreeSet<>();
    for (Peer peer : peers) {
      peer.needs()
          .forEach(
              (program, itsPackage) -> {
                if (Stream.of(System.getenv("PATH").split(":"))
                    .noneMatch(directory -> Files.isExecutable(Path.of(directory, program)))) {
                  missing.add(itsPackage);
                }
              });
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "missing are the packages " + missing + "; install them or leave out the peers");
    }
  }

  @Override
  public Path workParent() {
    return workParent;
  }

  @Override
  public boolean measure(Path work) throws IOException, InterruptedException {
    try {
      Payload made = payload.make(work);
      int sessions = 0;
      for (int count : receivers) {
        for (Loss loss : losses) {
          try (Lab lab = Lab.up(repository, name, count, rate, loss.text())) {
            for (Peer peer : peers) {
              Path directory = Files.createDirectory(work.resolve(peer.name() + "-" + ++sessions));
              Trial trial = new Trial(lab, count, rate, made, directory, timeout(made, count));
              measure(peer, loss, trial);
              if (!trial.keepsAll()) {
                Trees.delete(directory);
              }
            }
          }
        }
      }
    } finally {
      table.print(System.err);
    }
    return table.allCorrect();
  }

  /** Generous: rsync needs as many times the limit as there are receivers. */
  private long timeout(Payload made, int count) {
    return 60 + (long) (rate.secondsFor(made.bytes()) * (count + 4) * 2);
  }

  private void measure(Peer peer, Loss loss, Trial trial) throws IOException, InterruptedException {
    RunSetting setting =
        new RunSetting(peer.name(), peer.choices(), trial.receivers(), rate, loss, trial.payload());
    int first = peer.warmsUp() ? 0 : 1;
    try (Peer.Session session = peer.start(trial)) {
      for (int repetition = first; repetition <= repeat; repetition++) {
        report(run(setting, trial, session, repetition));
      }
    } catch (BenchmarkException e) {
      report(new RunLine(setting, 1, e.getMessage(), null));
    } catch (IOException e) {
      report(new RunLine(setting, 1, e.toString(), null));
    }
  }

  private void report(RunLine line) {
    if (coldLines || !line.cold()) {
      System.out.println(line.json());
    }
    table.add(line);
  }

  private static RunLine run(RunSetting setting, Trial trial, Peer.Session session, int repetition)
      throws InterruptedException {
    Measurement measurement = null;
    String problem;
    try {
      measurement = session.bring();
      problem = differences(trial.payload().path(), session.received());
    } catch (BenchmarkException e) {
      problem = e.getMessage();
    } catch (IOException e) {
      problem = e.toString();
    }
    return new RunLine(setting, repetition, problem, measurement);
  }

  private static String differences(Path sent, List<Path> received) throws IOException {
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < received.size(); i++) {
      Path found = received.get(i);
      if (!Files.exists(found) || !Trees.same(sent, found.toRealPath())) {
        wrong.add(Integer.toString(i + 1));
      }
    }
    return wrong.isEmpty() ? "" : "not what was sent, at receivers " + String.join(", ", wrong);
  }
}
