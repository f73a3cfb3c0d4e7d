package org.contentmover.system.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/requirements.md lists every requirement, and says "yes" of none without code. */
class RequirementsTest {

  @Test
  void shouldListEveryRequirementOnce() throws IOException {
    assertEquals(Requirements.all(), new TreeSet<>(Requirements.states(document()).keySet()));
  }

  @Test
  void shouldSayOfEachHowFarItIsBuilt() throws IOException {
    Set<String> states = new TreeSet<>(Requirements.states(document()).values());
    assertEquals(Set.of("", "yes", "part", "–"), states);
  }

  @Test
  void shouldListWhateverCodeAndDocumentsCite() throws IOException {
    Map<String, Set<String>> unknown = new TreeMap<>();
    Set<String> listed = Requirements.states(document()).keySet();
    List<Path> files = new ArrayList<>(code());
    assertTrue(files.size() > 500, () -> files.size() + " Java files");
    files.addAll(DocumentLinks.documents(Module.repository()));
    for (Path file : files) {
      Set<String> cited = Requirements.cited(Files.readString(file));
      cited.removeAll(listed);
      if (!cited.isEmpty()) {
        unknown.put(Module.repository().relativize(file).toString(), cited);
      }
    }
    assertEquals(Map.of(), unknown);
  }

  @Test
  void shouldHaveCodeThatCitesWhatIsBuilt() throws IOException {
    Set<String> cited = new TreeSet<>();
    for (Path file : code()) {
      cited.addAll(Requirements.cited(Files.readString(file)));
    }
    Set<String> withoutCode =
        Requirements.states(document()).entrySet().stream()
            .filter(requirement -> requirement.getValue().equals("yes"))
            .map(Map.Entry::getKey)
            .filter(id -> !cited.contains(id))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), withoutCode);
  }

  @Test
  void shouldNameTypesThatAreThere() throws IOException {
    Set<String> there =
        code().stream()
            .map(file -> file.getFileName().toString().replace(".java", ""))
            .collect(Collectors.toSet());
    Set<String> missing = new TreeSet<>(Requirements.types(document()));
    missing.removeIf(type -> there.contains(type.substring(type.lastIndexOf('.') + 1)));
    assertEquals(Set.of(), missing);
  }

  @Test
  void shouldReadRowsAndCitations() {
    String planted =
        "| EL-1 | elects | yes | `core.election.Election`, `timers.profile` |\n"
            + "| LC-2 | moves |\n| XX-1 | no | yes | |\n";
    assertEquals(Map.of("EL-1", "yes", "LC-2", ""), Requirements.states(planted));
    assertEquals(List.of("core.election.Election"), Requirements.types(planted));
    assertThrows(AssertionError.class, () -> Requirements.states(planted + planted));
    assertEquals(
        Set.of("EL-1", "EL-2", "EL-4", "LD-3", "LD-4", "LD-5", "CI-99"),
        Requirements.cited("(EL-1, 2, 4) LD-3 to LD-5, CI-99; XEL-7 EL-x UTF-8"));
  }

  /** All Java files but those that are about requirements as such, and cite planted ones. */
  private static List<Path> code() throws IOException {
    return Requirements.javaFiles(Module.repository()).stream()
        .filter(file -> !file.getFileName().toString().startsWith("Requirements"))
        .toList();
  }

  private static String document() throws IOException {
    return Files.readString(Module.repository().resolve("docs/requirements.md"));
  }
}
