package org.contentmover.content.hook;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.Trees;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.interpret.RefusalReason;

/**
 * The hooks of this server: executables in one directory, which only its administrator can change.
 * An assignment names one of them; it brings none (CI-1).
 *
 * <p>Safe for any thread. A run takes as long as the hook, at most its time limit and a second.
 */
public final class InstalledHooks {
  private static final System.Logger LOG = System.getLogger(InstalledHooks.class.getName());
  private static final String SEARCH_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final String PREFIX = "CONTENT_MOVER_";
  private static final long LOOK_MILLIS = 10;
  private static final int REPORTED_CHARS = 240;

  private final FileSystemOps ops;
  private final String server;
  private final Path directory;
  private final Path workDirectory;
  private final Duration timeLimit;

  private InstalledHooks(
      FileSystemOps ops, String server, Path directory, Path workDirectory, Duration timeLimit) {
    this.ops = ops;
    this.server = server;
    this.directory = directory;
    this.workDirectory = workDirectory;
    this.timeLimit = timeLimit;
  }

  /** A server on which none may be installed. */
  public static InstalledHooks noneOn(String server) {
    return new InstalledHooks(FileSystemOps.REAL, server, null, null, Duration.ZERO);
  }

  /**
   * The hooks in a directory, which need not be there before one is asked for.
   *
   * @param server its name, for messages
   * @param workDirectory in which each run gets an empty directory; what earlier ones left goes
   * @param timeLimit of one run
   */
  public static InstalledHooks in(
      Path directory, String server, Path workDirectory, Duration timeLimit) throws IOException {
    return in(FileSystemOps.REAL, directory, server, workDirectory, timeLimit);
  }

  static InstalledHooks in(
      FileSystemOps ops, Path directory, String server, Path workDirectory, Duration timeLimit)
      throws IOException {
    InstalledHooks hooks = new InstalledHooks(ops, server, directory, workDirectory, timeLimit);
    Files.createDirectories(workDirectory);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(workDirectory)) {
      left.forEach(hooks::remove);
    }
    return hooks;
  }

  /**
   * Looks whether all that are asked for could be run.
   *
   * @throws AssignmentRejected naming the first that could not, this server and the directory
   */
  public void require(List<HookCall> calls) throws AssignmentRejected {
    for (HookCall call : calls) {
      Optional<String> problem = problem(call);
      if (problem.isPresent()) {
        throw new AssignmentRejected(RefusalReason.HOOK_MISSING, problem.get());
      }
    }
  }

  private Optional<String> problem(HookCall call) {
    if (directory == null) {
      return Optional.of(
          "hook "
              + call.name()
              + " is asked for, and server "
              + server
              + " has no hooks.directory");
    }
    Path file = directory.resolve(call.name());
    String wrong = null;
    try {
      if (!Files.isRegularFile(file)) {
        wrong = "is not installed";
      } else if (!Files.isExecutable(file)) {
        wrong = "may not be executed by the user of the agent";
      } else if (isOpenToOthers(file) || isOpenToOthers(directory)) {
        wrong = "may be changed by others than its owner (chmod go-w)";
      }
    } catch (IOException | UnsupportedOperationException e) {
      wrong = "cannot be looked at (" + e + ")";
    }
    return Optional.ofNullable(wrong)
        .map(it -> "hook " + call.name() + " of server " + server + " " + it + ": " + file);
  }

  private static boolean isOpenToOthers(Path path) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
    return permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE);
  }

  /**
   * Runs a hook and waits for its end. Whatever it does is in the outcome.
   *
   * @throws IOException when this thread is interrupted, or the hook cannot be listened to; it does
   *     not run on then
   */
  public HookOutcome run(HookCall call, HookOccasion occasion) throws IOException {
    Optional<String> problem = problem(call);
    if (problem.isPresent()) {
      return new HookOutcome(call, false, problem.get());
    }
    Path work;
    try {
      work = Files.createTempDirectory(workDirectory, call.name() + "-");
    } catch (IOException e) {
      return new HookOutcome(
          call,
          false,
          "hook " + call.name() + " of server " + server + " has no place to be run in: " + e);
    }
    try {
      return run(call, occasion, work);
    } finally {
      remove(work);
    }
  }

  /** What a hook did has been done, whatever lies about afterwards. */
  private void remove(Path left) {
    try {
      Trees.deleteRecursively(ops, left);
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "server "
              + server
              + " cannot remove "
              + left
              + ", which a hook left ("
              + e
              + "): delete it as root, and have the hook delete what it makes as another user",
          e);
    }
  }

  private HookOutcome run(HookCall call, HookOccasion occasion, Path work) throws IOException {
    final String mark = UUID.randomUUID().toString();
    ProcessBuilder builder =
        new ProcessBuilder(directory.resolve(call.name()).toString())
            .directory(work.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.clear();
    tell(environment, call, occasion);
    if (occasion.changes().isPresent()) {
      tell(environment, occasion.changes().get(), work.resolve("changes"));
    }
    environment.put(PREFIX + "RUN", mark);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return new HookOutcome(
          call,
          false,
          "hook " + call.name() + " of server " + server + " cannot be started: " + e.getMessage());
    }
    long startNs = System.nanoTime();
    HookOutput output = new HookOutput();
    boolean inTime = false;
    List<Long> survivors = List.of();
    InputStream pipe = process.getInputStream();
    // When a process ends, the Java runtime empties its pipe into the heap, for ever where
    // something
    // it left running goes on printing. It needs this lock for that, and leaves a closed pipe
    // alone.
    synchronized (pipe) {
      try (pipe) {
        inTime = awaitEnd(process, output, startNs);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException(
            "the agent was stopped while hook " + call.name() + " ran");
      } finally {
        if (!inTime) {
          survivors = end(new ProcessTree(process, mark));
        }
      }
    }
    double seconds = (System.nanoTime() - startNs) / 1e9;
    String took = String.format(Locale.ROOT, "%.1f s", seconds);
    boolean succeeded = inTime && process.exitValue() == 0;
    String how;
    if (succeeded) {
      how = "ran for " + took;
    } else if (inTime) {
      how = "failed with exit code " + process.exitValue() + " after " + took;
    } else {
      how = overLimit(took, survivors);
    }
    return outcome(call, succeeded, how, output.text());
  }

  private void tell(Map<String, String> environment, HookCall call, HookOccasion occasion) {
    environment.put("PATH", SEARCH_PATH);
    environment.put("LC_ALL", "C.UTF-8");
    environment.put(PREFIX + "HOOK", call.name());
    environment.put(PREFIX + "SERVER", server);
    environment.put(PREFIX + "EVENT", occasion.event().name());
    environment.put(PREFIX + "SITE", occasion.site().value());
    environment.put(PREFIX + "GROUP", occasion.group().map(ContentGroup::value).orElse(""));
    environment.put(PREFIX + "VERSION", Long.toString(occasion.version()));
    environment.put(PREFIX + "TREE", occasion.tree().toString());
    environment.put(PREFIX + "LIVE", occasion.live().toString());
    call.arguments()
        .forEach(
            (name, value) ->
                environment.put(
                    PREFIX + "ARGUMENT_" + name.toUpperCase(Locale.ROOT).replace('-', '_'), value));
  }

  /** A hook that is told nothing takes everything as changed. */
  private static void tell(Map<String, String> environment, TreeChanges changes, Path file) {
    try (OutputStream out = Files.newOutputStream(file)) {
      changes.writeTo(out);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "a hook is not told what has changed", e);
      return;
    }
    environment.put(PREFIX + "CHANGES", file.toString());
    environment.put(PREFIX + "FROM_VERSION", Long.toString(changes.fromVersion()));
  }

  /** Whether it ended by itself within its limit; what it prints is taken meanwhile. */
  private boolean awaitEnd(Process process, HookOutput output, long startNs)
      throws IOException, InterruptedException {
    boolean ended = process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    while (!ended && System.nanoTime() - startNs < timeLimit.toNanos()) {
      output.take(process.getInputStream());
      ended = process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
    output.take(process.getInputStream());
    return ended;
  }

  private static List<Long> end(ProcessTree tree) {
    boolean interrupted = Thread.interrupted();
    List<Long> survivors = List.of();
    try {
      survivors = tree.end();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return survivors;
  }

  static String overLimit(String took, List<Long> survivors) {
    if (survivors.isEmpty()) {
      return "was ended with all it had started after " + took + ", its time limit";
    }
    return "reached its time limit after "
        + took
        + ", and processes "
        + survivors
        + " of it run on: the agent's user may not end them; end them as root, and give what a hook"
        + " runs by sudo a limit of its own (timeout)";
  }

  private static HookOutcome outcome(HookCall call, boolean succeeded, String how, String printed) {
    String text = "hook " + call.name() + " " + how;
    LOG.log(
        succeeded ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
        printed.isEmpty() ? text : text + ": " + printed);
    return new HookOutcome(call, succeeded, printed.isEmpty() ? text : text + ": " + end(printed));
  }

  /** Causes stand at the end, and a report is short. */
  private static String end(String printed) {
    return printed.length() <= REPORTED_CHARS
        ? printed
        : "…" + printed.substring(printed.length() - REPORTED_CHARS);
  }
}
