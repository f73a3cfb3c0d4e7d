package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.contentmover.content.apply.SiteLife.Chapter;
import org.contentmover.content.apply.SiteLife.Step;
import org.contentmover.content.disk.FileStamp;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.Trees;
import org.contentmover.content.fixture.FaultyFileSystem;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.fixture.TreeReading;
import org.contentmover.core.manifest.Manifest;

/** What has to be true of a site after a crash, and then of its next start (CI-5). */
final class AfterACrash {
  private final Start agent;

  /** The agent starts. */
  @FunctionalInterface
  interface Start {
    ContentInterpreter open(Server server, FileSystemOps ops) throws IOException;
  }

  AfterACrash(Start agent) {
    this.agent = agent;
  }

  /**
   * Looks at what the crash left, starts the agent, and ends the chapter; the server is gone then.
   *
   * @param step the first one that was not known to be done
   * @param again whether everything is delivered once more after that, and must change nothing
   */
  void requireEnd(Server server, Chapter chapter, int step, String when, boolean again)
      throws Exception {
    Set<Manifest> lawful = chapter.liveDuring(step);
    assertTrue(lawful.contains(live(server)), "live is a mixture " + when);
    try (ContentInterpreter interpreter = agent.open(server, FaultyFileSystem.sound())) {
      assertTrue(lawful.contains(live(server)), "live is a mixture after the next start, " + when);
      assertNull(interpreter.status().problem(), when);
      requireNothingLeft(server, when);
      for (Step next : chapter.steps().subList(step, chapter.steps().size())) {
        next.action().on(interpreter, server);
        assertEquals(next.liveAfter(), live(server), next.name() + " " + when);
      }
      if (again) {
        for (Step next : chapter.steps()) {
          next.action().on(interpreter, server);
        }
      }
      interpreter.prune();
      requireNothingLeft(server, when);
    }
    assertEquals(chapter.liveAfter(), live(server), "in the end, " + when);
    Set<String> names = new TreeSet<>();
    for (long version : chapter.versionsAfter()) {
      names.add(Long.toString(version));
      names.add(version + ".manifest");
    }
    Set<String> there = new TreeSet<>();
    for (String name : server.versionNames()) {
      there.add(name.replaceFirst("^(\\d+)\\.\\d+$", "$1"));
    }
    assertEquals(names, there, when);
    Trees.deleteRecursively(FileSystemOps.REAL, server.site().path().getParent());
  }

  private static Manifest live(Server server) throws IOException {
    return server.liveTarget().equals("nothing")
        ? Manifest.EMPTY
        : TreeReading.read(server.site().live().toRealPath());
  }

  /** No file is there that nobody knows of; and the web server can pass. */
  static void requireNothingLeft(Server server, String when) throws IOException {
    Set<String> names = server.names();
    names.remove("backup");
    names.remove("live");
    assertEquals(Set.of("journal", "lock", "versions"), names, when);
    for (String name : server.versionNames()) {
      assertTrue(
          name.matches("\\d+(\\.\\d+)?(\\.drift)?|\\d+\\.manifest"), name + " is left " + when);
    }
    for (Path passed : List.of(server.site().path(), server.site().versions())) {
      assertEquals(0755, FileStamp.of(passed).permissions(), passed + " " + when);
    }
    try (Stream<Path> sites = Files.list(server.site().path().getParent())) {
      assertEquals(List.of(server.site().path()), sites.toList(), when);
    }
  }
}
