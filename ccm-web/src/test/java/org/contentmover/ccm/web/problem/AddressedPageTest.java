package org.contentmover.ccm.web.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a page says that is opened without what it needs (UI-2). */
class AddressedPageTest {
  private static final Pattern PARAMETER = Pattern.compile("<f:viewParam name=\"(\\w+)\"");

  /** What a page does without: a new job, all segments, no checkpoint, the overview. */
  private static final Set<String> OPTIONAL =
      Set.of(
          "job.xhtml name", "servers.xhtml segment", "versions.xhtml checkpoint", "login.xhtml to");

  @Test
  void shouldSayWhatIsMissing() {
    AddressedPage run = AddressedPage.at("/ccm/run.xhtml").orElseThrow();

    Problem problem = run.problem(name -> false).orElseThrow();

    assertEquals("Which run?", problem.title());
    assertEquals(
        "The address of this page does not say which run to show (id). Choose one here:",
        problem.detail());
    assertEquals("runs.xhtml", run.list());
    assertEquals(Optional.empty(), run.problem(name -> name.equals("id")));
  }

  @Test
  void shouldNameOnlyWhatIsMissing() {
    AddressedPage versions = AddressedPage.at("/versions.xhtml").orElseThrow();

    Problem problem = versions.problem(name -> name.equals("site")).orElseThrow();

    assertTrue(problem.detail().contains("content group to show (group)."), problem.detail());
  }

  @Test
  void shouldKnowWhatEveryPageNeeds() throws IOException {
    Set<String> needed = new TreeSet<>();
    Set<String> known = new TreeSet<>();
    for (Path page : pages()) {
      String name = page.getFileName().toString();
      Matcher parameter = PARAMETER.matcher(Files.readString(page));
      while (parameter.find()) {
        needed.add(name + " " + parameter.group(1));
      }
      AddressedPage.at("/" + name)
          .ifPresent(it -> it.needed().forEach(one -> known.add(name + " " + one)));
    }
    assertTrue(needed.containsAll(OPTIONAL), needed::toString);
    needed.removeAll(OPTIONAL);

    assertEquals(needed, known);
  }

  @Test
  void shouldLeadToPagesThatAreThere() throws IOException {
    List<String> there = pages().stream().map(page -> page.getFileName().toString()).toList();
    List<String> nowhere = new ArrayList<>();
    for (String name : there) {
      AddressedPage.at(name)
          .filter(page -> !there.contains(page.list()))
          .ifPresent(page -> nowhere.add(name + " to " + page.list()));
    }

    assertEquals(List.of(), nowhere);
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/webapp"))) {
      return files.filter(file -> file.toString().endsWith(".xhtml")).toList();
    }
  }
}
