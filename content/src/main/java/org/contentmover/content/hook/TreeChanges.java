package org.contentmover.content.hook;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.UnequalEntries;

/**
 * How a tree differs from the one before it, in lines a hook can read (CI-10): what a cache has to
 * forget, what a search engine has to look at again.
 *
 * @param fromVersion whose tree was there before; 0 for none, and then all is new
 */
public record TreeChanges(long fromVersion, Manifest before, Manifest now) {

  /**
   * Writes a line for each path that differs, in canonical order: {@code A}, {@code M} or {@code D}
   * for what is new, has changed or is gone; a blank; the path, that of a directory with a slash at
   * its end. A line feed in a path is written as {@code \n}, a backslash as {@code \\}. The root
   * has no line.
   */
  void writeTo(OutputStream out) throws IOException {
    Writer lines = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    for (UnequalEntries unequal = UnequalEntries.of(before, now); unequal.next(); ) {
      ManifestEntry old = unequal.before();
      ManifestEntry entry = unequal.now();
      if (old != null && entry != null && old.kind() == entry.kind()) {
        line(lines, 'M', entry);
        continue;
      }
      if (old != null) {
        line(lines, 'D', old);
      }
      if (entry != null) {
        line(lines, 'A', entry);
      }
    }
    lines.flush();
  }

  private static void line(Writer lines, char kind, ManifestEntry entry) throws IOException {
    if (entry.path().isEmpty()) {
      return;
    }
    lines.append(kind).append(' ');
    lines.append(entry.path().replace("\\", "\\\\").replace("\n", "\\n"));
    lines.append(entry.isDirectory() ? "/\n" : "\n");
  }
}
