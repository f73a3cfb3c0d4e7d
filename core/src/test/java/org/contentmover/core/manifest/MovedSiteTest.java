package org.contentmover.core.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * A site whose files have all moved is compared with what it was in little more memory than the two
 * manifests take: nothing is kept as an object for each file.
 */
class MovedSiteTest {
  private static final int FILES = 150_000;
  private static final int FILES_IN_A_DIRECTORY = 100;

  /** The manifests take 13 MB each. */
  private static final String HEAP = "64m";

  @Test
  void shouldCompareASiteThatHasMovedInLittleMemory() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                MovedSiteTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    int directories = FILES / FILES_IN_A_DIRECTORY;
    assertEquals("1 directories made, " + directories + " moved, 0 other changes\n", said);
  }

  /** The process whose memory is bounded. */
  public static void main(String[] arguments) throws Exception {
    int made = 0;
    int moved = 0;
    int others = 0;
    for (TreeChange change : ManifestDiff.between(site(""), site("archive/")).changes()) {
      if (change instanceof TreeChange.MoveDirectory) {
        moved++;
      } else if (change instanceof TreeChange.MakeDirectory) {
        made++;
      } else {
        others++;
      }
    }
    System.out.printf(
        Locale.ROOT, "%d directories made, %d moved, %d other changes%n", made, moved, others);
  }

  private static Manifest site(String prefix) throws Exception {
    ManifestDraft draft = new ManifestDraft(new HeapScratch());
    draft.add(ManifestEntry.directory("", 0755, 0));
    if (!prefix.isEmpty()) {
      draft.add(ManifestEntry.directory(TreePath.parent(prefix + "x"), 0755, 0));
    }
    for (int i = 0; i < FILES; i++) {
      String directory =
          String.format(Locale.ROOT, "%ssection-%05d", prefix, i / FILES_IN_A_DIRECTORY);
      if (i % FILES_IN_A_DIRECTORY == 0) {
        draft.add(ManifestEntry.directory(directory, 0755, 0));
      }
      String path = String.format(Locale.ROOT, "%s/page-%07d.html", directory, i);
      byte[] content = path.substring(prefix.length()).getBytes(StandardCharsets.UTF_8);
      draft.add(ManifestEntry.file(path, 0644, 0, content.length, ContentHash.sha256(content)));
    }
    return draft.manifest();
  }
}
