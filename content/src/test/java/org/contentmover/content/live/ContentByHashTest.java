package org.contentmover.content.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentByHashTest {
  private static final HostedSite SITE = new HostedSite("www.example.com");

  @TempDir Path root;
  private final SiteDirectory site = SiteDirectory.under(Path.of("/nowhere"), SITE);

  private static ContentHash hash(String text) {
    return ContentHash.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private Manifest version(long number, SampleTree tree) throws Exception {
    Manifest manifest = Publisher.scan(tree.root());
    SiteDirectory here = SiteDirectory.under(root, SITE);
    try (OutputStream out = Files.newOutputStream(here.manifest(number))) {
      manifest.writeTo(out);
    }
    return manifest;
  }

  private SampleTree tree(long number) {
    return SampleTree.at(SiteDirectory.under(root, SITE).version(number));
  }

  private Optional<Path> find(ContentHash hash) throws IOException {
    return ContentByHash.find(SiteDirectory.under(root, SITE), hash);
  }

  @Test
  void shouldFindFilesAndListsOfFilesOfAnyVersion() throws Exception {
    assertEquals(Optional.empty(), ContentByHash.find(site, hash("one")), "no such site");
    SampleTree old = tree(3).file("d/a.txt", "one");
    SampleTree live = tree(4).file("d/a.txt", "two");
    Manifest manifest = version(3, old);
    version(4, live);
    assertEquals(Optional.of(old.path("d/a.txt")), find(hash("one")));
    assertEquals(Optional.of(live.path("d/a.txt")), find(hash("two")));
    assertEquals(Optional.of(SiteDirectory.under(root, SITE).manifest(3)), find(manifest.hash()));
    assertEquals(Optional.empty(), find(hash("three")));
  }

  @Test
  void shouldHandOutNothingFromOutsideOfTheVersion() throws Exception {
    SampleTree tree = tree(3).file("d/a.txt", "one").file("b.txt", "two");
    version(3, tree);
    Path outside = Files.createDirectory(root.resolve("outside"));
    Files.writeString(outside.resolve("a.txt"), "one");
    Files.delete(tree.path("d/a.txt"));
    Files.delete(tree.path("d"));
    Files.createSymbolicLink(tree.path("d"), outside);
    Files.delete(tree.path("b.txt"));
    Files.createSymbolicLink(tree.path("b.txt"), outside.resolve("a.txt"));
    assertEquals(Optional.empty(), find(hash("one")));
    assertEquals(Optional.empty(), find(hash("two")));
  }

  @Test
  void shouldPassOverAManifestThatIsDamaged() throws Exception {
    SampleTree tree = tree(3).file("a.txt", "one");
    version(3, tree);
    Files.writeString(SiteDirectory.under(root, SITE).manifest(2), "CMMF and no more");
    assertEquals(Optional.of(tree.path("a.txt")), find(hash("one")));
  }
}
