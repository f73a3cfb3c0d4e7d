package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real file systems that are full, out of inodes or read-only, each mounted in a namespace of its
 * own (CI-5): refused with the reason, live untouched, and done once the cause is gone. Needs root.
 */
class MountedDiskTest {
  @TempDir Path directory;
  private Publisher publisher;
  private Path key;
  private List<WrittenAssignment> assignments;

  @BeforeEach
  void writeAssignments() throws Exception {
    publisher = new Publisher(directory.resolve("ccm"));
    key = Files.write(directory.resolve("key"), publisher.key().publicKey().getEncoded());
    SampleTree staging =
        SampleTree.at(directory.resolve("staging")).file("index.html", "one").file("d/x", "x");
    Manifest first = Publisher.scan(staging.root());
    assignments = new ArrayList<>();
    assignments.add(publisher.publish(Manifest.EMPTY, 0, staging.root(), 1));
    assignments.add(publisher.order(AssignmentType.COMMIT, 1));
    byte[] large = new byte[600_000];
    new Random(3).nextBytes(large);
    staging.file("large.jpg", large);
    for (int i = 0; i < 60; i++) {
      staging.file("d/" + i + ".txt", "file " + i);
    }
    assignments.add(publisher.publish(first, 1, staging.root(), 2));
    assignments.add(publisher.order(AssignmentType.COMMIT, 2));
  }

  @AfterEach
  void close() throws Exception {
    publisher.close();
  }

  @Test
  void shouldSayThatTheDiskIsFull() throws Exception {
    play(
        "size=400k",
        List.of(),
        "mount -o remount,size=8m ROOT",
        "NO_SPACE",
        "No space left on device");
  }

  @Test
  void shouldSayThatThereAreNoInodesLeft() throws Exception {
    play(
        "size=8m,nr_inodes=50",
        List.of(),
        "mount -o remount,nr_inodes=500 ROOT",
        "NO_SPACE",
        "No space left on device");
  }

  @Test
  void shouldSayThatTheFileSystemIsReadOnly() throws Exception {
    play(
        "size=8m",
        // The file system itself cannot change while the agent holds its lock.
        List.of("mount --bind ROOT ROOT", "mount -o remount,bind,ro ROOT"),
        "umount ROOT",
        "IO",
        "Read-only file system");
  }

  private void play(String options, List<String> faults, String repair, String reason, String text)
      throws Exception {
    Path root = Files.createDirectory(directory.resolve("mounted"));
    String mount = "mount -t tmpfs tmpfs " + root + " -o ";
    assumeTrue(
        run("unshare", "-m", "sh", "-c", mount + options).exit() == 0,
        "needs root, to mount file systems in a namespace of its own");
    List<String> work = new ArrayList<>(List.of(file(0), file(1)));
    for (String fault : faults) {
      work.add("'!" + fault.replace("ROOT", root.toString()) + "'");
    }
    work.addAll(
        List.of(file(2), "'!" + repair.replace("ROOT", root.toString()) + "'", file(2), file(3)));
    Ran ran =
        run(
            "unshare",
            "-m",
            "sh",
            "-c",
            mount
                + options
                + " && exec "
                + Path.of(System.getProperty("java.home"), "bin", "java")
                + " -cp \"$CLASSES\" "
                + DiskProcess.class.getName()
                + " "
                + key
                + " "
                + root
                + " "
                + String.join(" ", work));
    assertEquals(0, ran.exit(), ran.said());
    List<String> said = ran.said().lines().toList();
    assertEquals("STAGED null 0 null", said.get(0), ran.said());
    assertEquals("COMMITTED null 4 null", said.get(1), ran.said());
    assertTrue(said.get(2).startsWith("FAILED " + reason + " 4 "), ran.said());
    assertTrue(said.get(2).contains(text), ran.said());
    assertEquals("STAGED null 4 null", said.get(3), ran.said());
    assertEquals("COMMITTED null 65 null", said.get(4), ran.said());
  }

  private String file(int assignment) {
    return assignments.get(assignment).file().toString();
  }

  private record Ran(int exit, String said) {}

  private static Ran run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CLASSES", System.getProperty("java.class.path"));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), said);
  }
}
