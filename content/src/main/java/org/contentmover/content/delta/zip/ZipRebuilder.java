package org.contentmover.content.delta.zip;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.contentmover.core.manifest.ManifestEntry;

/** Makes an archive of its inflated view. Memory: some mebibytes. One thread. */
public final class ZipRebuilder {
  private static final int BUFFER_BYTES = 1 << 16;

  private final String path;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  private ZipRebuilder(String path) {
    this.path = path;
  }

  /**
   * Writes the archive, never more than its size.
   *
   * @param view all of it; read to its end
   * @param expected what has to come out
   * @throws CannotRedeflate when something else came out, or would
   */
  public static void rebuild(InputStream view, ManifestEntry expected, OutputStream out)
      throws IOException {
    ExpectedOutput checked = new ExpectedOutput(expected, out);
    BufferedInputStream in = new BufferedInputStream(view, BUFFER_BYTES);
    // Entries are small, and what is kept between them is smaller.
    BufferedOutputStream together = new BufferedOutputStream(checked, BUFFER_BYTES);
    new ZipRebuilder(expected.path()).rebuild(in, Long.MAX_VALUE, together, 1);
    together.flush();
    checked.requireComplete();
  }

  /** Makes an archive of the next bytes, all there are or as many as they are said to be. */
  private void rebuild(InputStream view, long viewBytes, OutputStream out, int depth)
      throws IOException {
    if (depth > ArchiveShape.MAX_DEPTH) {
      throw new CannotRedeflate("\"" + path + "\" claims archives in archives in archives");
    }
    LimitedView limited = new LimitedView(view, viewBytes);
    Recipe recipe = Recipe.read(limited);
    try (DeflatedOutput deflated = new DeflatedOutput(recipe.level(), out)) {
      for (Recipe.Step step : recipe.steps()) {
        copy(limited, step.keptBytes(), out);
        OutputStream target = step.kind() == Recipe.Kind.STORED_ARCHIVE ? out : deflated;
        if (step.kind() == Recipe.Kind.DEFLATED) {
          copy(limited, step.viewBytes(), target);
        } else {
          rebuild(limited, step.viewBytes(), target, depth + 1);
        }
        if (target == deflated) {
          deflated.finishEntry();
        }
      }
    }
    for (int read = limited.read(buffer); read >= 0; read = limited.read(buffer)) {
      out.write(buffer, 0, read);
    }
    if (viewBytes != Long.MAX_VALUE && limited.left() > 0) {
      throw endsEarly();
    }
  }

  private void copy(InputStream view, long length, OutputStream out) throws IOException {
    for (long left = length; left > 0; ) {
      int read = view.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw endsEarly();
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }

  private CannotRedeflate endsEarly() {
    return new CannotRedeflate("the view of the archive \"" + path + "\" ends before its recipe");
  }
}
