package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.disk.FileStamp;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.drift.ReadPace;
import org.contentmover.content.fixture.Arriving;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.scan.ScanFailure;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * What happens to a site in the course of its life: every type of assignment, every kind of change,
 * versions that come and go. After each chapter the agent is started anew.
 */
final class SiteLife implements Closeable {
  static final int VERSIONS_TO_KEEP = 2;
  static final String DAMAGE = "damage";
  static final String REPAIR = "repair";

  /** The content that is damaged. */
  private static final String LOST = "nine";

  private final Path directory;
  private final Publisher publisher;
  private final SampleTree staging;
  private final List<Chapter> chapters = new ArrayList<>();

  /**
   * One thing that happens.
   *
   * @param liveAfter what is live then; before and while it happens it is what the step before says
   * @param assignment the file that is carried out; or "-" when versions are pruned, {@link
   *     #DAMAGE} and {@link #REPAIR}
   */
  record Step(String name, Manifest liveAfter, String assignment, Action action) {
    @FunctionalInterface
    interface Action {
      void on(ContentInterpreter interpreter, Server server) throws IOException;
    }
  }

  /**
   * What happens between two starts of the agent.
   *
   * @param liveBefore what is live when it begins
   * @param versionsAfter what is left in the end
   */
  record Chapter(Manifest liveBefore, List<Step> steps, Set<Long> versionsAfter) {
    /** What may be live while a step is on its way, or when all is done. */
    Set<Manifest> liveDuring(int step) {
      Manifest before = step == 0 ? liveBefore : steps.get(step - 1).liveAfter();
      Set<Manifest> lawful = new HashSet<>(Set.of(before));
      if (step < steps.size()) {
        lawful.add(steps.get(step).liveAfter());
      }
      return lawful;
    }

    Manifest liveAfter() {
      return steps.get(steps.size() - 1).liveAfter();
    }
  }

  SiteLife(Path directory) throws IOException, ScanFailure {
    this.directory = directory;
    this.publisher = new Publisher(directory.resolve("ccm"));
    this.staging = SampleTree.at(directory.resolve("staging"));
    write();
  }

  private void write() throws IOException, ScanFailure {
    byte[] photo = new byte[9_000];
    new Random(7).nextBytes(photo);
    staging
        .file("index.html", "one")
        .file("a/same.txt", "same")
        .file("a/gone.txt", "gone")
        .file("a/mode.txt", "mode")
        .file("a/kind", "a file")
        .directory("empty")
        .symlink("link", "index.html");
    Manifest first = Publisher.scan(staging.root());
    chapter(
        Manifest.EMPTY,
        Set.of(1L),
        step("publish 1", Manifest.EMPTY, publish(Manifest.EMPTY, 0, 1)),
        step("commit 1", first, order(AssignmentType.COMMIT, 1)));

    staging
        .file("index.html", "two")
        .delete("a/gone.txt")
        .mode("a/mode.txt", "rwx------")
        .delete("a/kind")
        .directory("a/kind")
        .file("a/kind/b/new.txt", "new")
        .delete("link")
        .symlink("link", "a/same.txt")
        .delete("empty");
    Manifest second = Publisher.scan(staging.root());
    chapter(
        first,
        Set.of(1L, 2L),
        step("publish 2", first, publish(first, 1, 2)),
        step("commit 2", second, order(AssignmentType.COMMIT, 2)),
        step("roll back to 1", first, order(AssignmentType.ROLLBACK, 1)));

    staging.file("photo.jpg", photo);
    Arriving third = new Arriving(publish(first, 1, 3), directory.resolve("spool-3"));
    WrittenAssignment abort = order(AssignmentType.ABORT, 3);
    staging.file("movie.mp4", photo).file("a/same.txt", "other").modified("photo.jpg", 0);
    Manifest fourth = Publisher.scan(staging.root());
    Arriving arriving = new Arriving(publish(first, 1, 4), directory.resolve("spool-4"));
    chapter(
        first,
        Set.of(1L, 4L),
        step("receive 3", first, third),
        step("abort 3", first, abort),
        step("receive 4", first, arriving),
        step("commit 4", fourth, order(AssignmentType.COMMIT, 4)),
        prune(fourth));

    staging.file("index.html", "five").delete("movie.mp4").directory("deep/er/est");
    Manifest fifth = Publisher.scan(staging.root());
    WrittenAssignment publish5 = publish(fourth, 4, 5);
    WrittenAssignment commit5 = order(AssignmentType.COMMIT, 5);
    staging.file("index.html", "six").mode("deep", "r-xr-xr-x");
    Manifest sixth = publisher.takeIn(staging.root());
    WrittenAssignment synchronize =
        publisher.write(
            publisher.order(AssignmentType.SYNCHRONIZE, 0, 6, Activation.IMMEDIATE),
            Manifest.EMPTY,
            sixth);
    chapter(
        fourth,
        Set.of(5L, 6L),
        step("publish 5", fourth, publish5),
        step("commit 5", fifth, commit5),
        step("synchronize to 6", sixth, synchronize),
        prune(sixth));

    staging.file("index.html", "seven");
    WrittenAssignment publish7 = publish(sixth, 6, 7);
    WrittenAssignment remove = order(AssignmentType.REMOVE, 8);
    staging.file("index.html", LOST);
    Manifest ninth = Publisher.scan(staging.root());
    Manifest nothing = Manifest.of(List.of(ManifestEntry.directory("", 0755, 0)));
    chapter(
        sixth,
        Set.of(8L, 9L),
        step("publish 7", sixth, publish7),
        step("take the site off", nothing, remove),
        step("publish 9", nothing, publish(Manifest.EMPTY, 0, 9)),
        step("commit 9", ninth, order(AssignmentType.COMMIT, 9)));

    staging.file("index.html", "nInE");
    Manifest damaged = Publisher.scan(staging.root());
    staging.file("index.html", LOST).file("other.html", "ten");
    Manifest tenth = Publisher.scan(staging.root());
    chapter(
        ninth,
        Set.of(9L, 10L),
        new Step("damage", damaged, DAMAGE, (interpreter, server) -> damage(server)),
        new Step("repair", ninth, REPAIR, (interpreter, server) -> repair(interpreter)),
        step("publish 10", ninth, publish(ninth, 9, 10)),
        step("commit 10", tenth, order(AssignmentType.COMMIT, 10)));
  }

  /** Somebody changes bytes of a file that is live; neither size nor time shows it. */
  static void damage(Server server) throws IOException {
    Path file = server.site().live().toRealPath().resolve("index.html");
    long mtimeNs = FileStamp.of(file).mtimeNs();
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.write("nInE".getBytes(StandardCharsets.UTF_8));
    }
    FileSystemOps.REAL.setModified(file, mtimeNs);
  }

  /** It is found, and made good. */
  static void repair(ContentInterpreter interpreter) throws IOException {
    interpreter.care().scrub(ReadPace.UNBOUNDED);
    TreeCare.Repaired repaired =
        interpreter.care().repair((lost, out) -> out.write(LOST.getBytes(StandardCharsets.UTF_8)));
    assertEquals("", repaired.problem());
  }

  private static Step prune(Manifest liveAfter) {
    return new Step("prune", liveAfter, "-", (interpreter, server) -> interpreter.prune());
  }

  private void chapter(Manifest liveBefore, Set<Long> versionsAfter, Step... steps) {
    chapters.add(new Chapter(liveBefore, List.of(steps), versionsAfter));
  }

  private WrittenAssignment publish(Manifest base, long baseVersion, long version)
      throws IOException, ScanFailure {
    return publisher.publish(base, baseVersion, staging.root(), version);
  }

  private WrittenAssignment order(AssignmentType type, long version) throws IOException {
    return publisher.order(type, version);
  }

  private static Step step(String name, Manifest liveAfter, WrittenAssignment assignment) {
    return new Step(
        name,
        liveAfter,
        assignment.file().toString(),
        (interpreter, server) -> carryOut(interpreter, assignment.file()));
  }

  private static Step step(String name, Manifest liveAfter, Arriving arriving) {
    return new Step(
        name,
        liveAfter,
        arriving.sent().toString(),
        (interpreter, server) -> {
          for (int piece : arriving.shuffled(3)) {
            arriving.arrive(piece);
            interpreter.prepare(arriving.id(), arriving.file(), arriving::has);
          }
          carryOut(interpreter, arriving.file());
        });
  }

  static void carryOut(ContentInterpreter interpreter, Path assignment) {
    AssignmentOutcome outcome = interpreter.carryOut(assignment);
    assertTrue(outcome.succeeded(), outcome.detail());
  }

  List<Chapter> chapters() {
    return chapters;
  }

  PublicKey publicKey() {
    return publisher.key().publicKey();
  }

  /** The agent starts. */
  ContentInterpreter open(Server server, FileSystemOps ops) throws IOException {
    return ContentInterpreter.open(
        server.site(),
        TrustedKeys.of(publisher.key().publicKey()),
        Publisher.CLOCK,
        VERSIONS_TO_KEEP,
        ops);
  }

  /** The same server's disk in another place: with its links, modes and times. */
  static Server copy(Server server, Path root) throws IOException {
    Files.createDirectory(root);
    Path site = server.site().path();
    if (Files.exists(site)) {
      copy(site, root.resolve(site.getFileName()), new HashMap<>());
    }
    return Server.under(root);
  }

  /** As above, whatever is in a directory that is not there yet. */
  static void copyAll(Path from, Path to) throws IOException {
    copy(from, to, new HashMap<>());
  }

  private static void copy(Path from, Path to, Map<Long, Path> copies) throws IOException {
    FileStamp stamp = FileStamp.of(from);
    Path twin = stamp.isDirectory() ? null : copies.putIfAbsent(stamp.inode(), to);
    if (twin != null) {
      Files.createLink(to, twin);
      return;
    }
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    if (stamp.isDirectory()) {
      try (DirectoryStream<Path> content = Files.newDirectoryStream(from)) {
        for (Path path : content) {
          copy(path, to.resolve(path.getFileName()), copies);
        }
      }
    }
    FileSystemOps.REAL.setModified(to, stamp.mtimeNs());
  }

  @Override
  public void close() throws IOException {
    publisher.close();
  }
}
