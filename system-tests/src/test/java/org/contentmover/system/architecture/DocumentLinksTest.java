package org.contentmover.system.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever follows a link in the documents arrives. */
class DocumentLinksTest {

  @TempDir Path planted;

  @Test
  void shouldLeadToFilesThatAreThere() throws IOException {
    assertEquals(List.of(), DocumentLinks.broken(Module.repository()));
  }

  @Test
  void shouldHaveDocumentsAndLinksToJudge() throws IOException {
    List<Path> documents = DocumentLinks.documents(Module.repository());
    assertTrue(documents.size() > 30, documents::toString);
    String readme = Files.readString(Module.repository().resolve("README.md"));
    assertTrue(
        DocumentLinks.relative(readme).contains("docs/operations/install.md"),
        () -> "links found in README.md: " + DocumentLinks.relative(readme));
  }

  @Test
  void shouldNoticeEachLinkThatLeadsNowhere() throws IOException {
    Files.createDirectories(planted.resolve("docs/adr"));
    Files.writeString(planted.resolve("README.md"), "[a](docs/gone.md) [b](docs) [c](../outside)");
    Files.writeString(planted.resolve("ARCHITECTURE.md"), "[e](docs/adr/1.md#why) [f](#here)");
    Files.writeString(
        planted.resolve("CONTRIBUTING.md"),
        "[g](https://example.com/x) `[h](code)`\n```\n[i](code)\n```\n[j]() [k](docs/x.md \"title\")");
    Files.writeString(
        planted.resolve("docs/adr/1.md"), "[l](../../README.md), ![m](m.svg), [n](../adr)");
    assertEquals(
        List.of(
            "README.md → docs/gone.md",
            "README.md → ../outside",
            "CONTRIBUTING.md → ",
            "CONTRIBUTING.md → docs/x.md",
            "docs/adr/1.md → m.svg"),
        DocumentLinks.broken(planted));
  }
}
