package org.contentmover.system.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Segments of the lab that want one name: who has it keeps it, unless its owner has ended. */
@Tag("lab")
class SegmentOwnerIT {
  private static final String NAME = "own" + Long.toString(ProcessHandle.current().pid(), 36);
  private static final int REFUSED = 2;

  private Process owner;

  @BeforeEach
  void makeAnOwner() throws IOException {
    LabSegment.assumeNamespaces();
    owner = new ProcessBuilder("sleep", "600").start();
  }

  @AfterEach
  void takeDown() throws Exception {
    if (owner != null) {
      owner.destroyForcibly();
      segment("down");
    }
  }

  @Test
  void shouldLeaveASegmentAloneThatIsForNobody() throws Exception {
    well(segment("up", "--hosts", "1"));
    refused("is up already; take it down: ", segment("up", "--hosts", "1"));
    refused("is up already; take it down: ", segment("run", "--hosts", "1", "--", "true"));
    well(segment("exec", "1", "--", "true"));
  }

  @Test
  void shouldLeaveASegmentAloneWhoseOwnerRuns() throws Exception {
    String pid = Long.toString(owner.pid());
    well(segment("up", "--owner", pid, "--hosts", "1"));
    refused("for process " + pid + " (sleep); ", segment("up", "--hosts", "1"));
    well(segment("down", "--owner", Long.toString(ProcessHandle.current().pid())));
    well(segment("exec", "1", "--", "true"));
  }

  @Test
  void shouldTakeDownASegmentWhoseOwnerHasEnded() throws Exception {
    String pid = Long.toString(owner.pid());
    well(segment("up", "--owner", pid, "--hosts", "2"));
    owner.destroyForcibly().waitFor();
    Ended next = well(segment("up", "--hosts", "1"));
    assertTrue(next.said().contains("left behind by process " + pid), next::said);
    refused("has no host '2'", segment("exec", "2", "--", "true"));
  }

  @Test
  void shouldTakeDownItsOwn() throws Exception {
    String pid = Long.toString(owner.pid());
    well(segment("up", "--owner", pid, "--hosts", "1"));
    well(segment("down", "--owner", pid));
    refused("has no host '1'", segment("exec", "1", "--", "true"));
  }

  @Test
  void shouldRefuseAnOwnerThatHasEnded() throws Exception {
    owner.destroyForcibly().waitFor();
    String pid = Long.toString(owner.pid());
    refused("there is no such process", segment("up", "--owner", pid, "--hosts", "1"));
  }

  private record Ended(int status, String said) {}

  private static Ended segment(String what, String... words)
      throws IOException, InterruptedException {
    String script = LabSegment.REPOSITORY.resolve("system-tests/lab/segment").toString();
    List<String> command = new ArrayList<>(List.of(script, what, "--name", NAME));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said);
  }

  private static Ended well(Ended ended) {
    assertEquals(0, ended.status(), ended.said());
    return ended;
  }

  private static void refused(String why, Ended ended) {
    assertEquals(REFUSED, ended.status(), ended.said());
    assertTrue(ended.said().contains(why), ended.said());
  }
}
