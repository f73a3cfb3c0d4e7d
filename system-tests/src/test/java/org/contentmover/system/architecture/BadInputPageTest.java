package org.contentmover.system.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests that docs/protocol/bad-input.md names are there, and it names those of the lab. */
class BadInputPageTest {
  private static final Path REPOSITORY =
      Path.of(System.getProperty("contentmover.repository", "..")).toAbsolutePath().normalize();
  private static final Path LAB = Path.of("org/contentmover/system/lab");
  private static final Pattern TEST = Pattern.compile("\\b[A-Z]\\w+(?:IT|Test)\\b");

  @Test
  void shouldNameTestsThatAreThere() throws IOException {
    Set<String> named = named();
    named.removeAll(tests());
    assertEquals(Set.of(), named);
  }

  @Test
  void shouldNameEveryTestOfTheLab() throws IOException {
    Set<String> ofLab = tests(Module.SYSTEM_TESTS.builtTests().resolve(LAB));
    assertTrue(ofLab.size() > 3, ofLab.toString());
    ofLab.removeAll(named());
    assertEquals(Set.of(), ofLab);
  }

  private static Set<String> named() throws IOException {
    Set<String> named = new TreeSet<>();
    Matcher test = TEST.matcher(Files.readString(REPOSITORY.resolve("docs/protocol/bad-input.md")));
    while (test.find()) {
      named.add(test.group());
    }
    return named;
  }

  private static Set<String> tests() throws IOException {
    Set<String> tests = new TreeSet<>();
    for (Module module : Module.values()) {
      if (Files.isDirectory(module.builtTests())) {
        tests.addAll(tests(module.builtTests()));
      }
    }
    return tests;
  }

  private static Set<String> tests(Path built) throws IOException {
    try (Stream<Path> files = Files.walk(built)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Test.class") || name.endsWith("IT.class"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
