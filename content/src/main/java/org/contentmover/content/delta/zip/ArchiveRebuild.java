package org.contentmover.content.delta.zip;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** One archive that is made of its inflated view, with the archives in it. One thread. */
final class ArchiveRebuild {
  private static final int BUFFER_BYTES = 1 << 16;

  private final String path;
  private final DeflatingThreads threads;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  /**
   * Begins nothing yet.
   *
   * @param path of the archive, for what is said about it
   * @param threads deflate its entries
   */
  ArchiveRebuild(String path, DeflatingThreads threads) {
    this.path = path;
    this.threads = threads;
  }

  /** Reads the view to its end. */
  void rebuild(InputStream view, OutputStream out) throws IOException {
    rebuild(view, Long.MAX_VALUE, out, 1);
  }

  /** Makes an archive of the next bytes, all there are or as many as they are said to be. */
  private void rebuild(InputStream view, long viewBytes, OutputStream out, int depth)
      throws IOException {
    if (depth > ArchiveShape.MAX_DEPTH) {
      throw new CannotRedeflate("\"" + path + "\" claims archives in archives in archives");
    }
    LimitedView limited = new LimitedView(view, viewBytes);
    Recipe recipe = Recipe.read(limited);
    try (ArchiveOutput archive = output(recipe.level(), out, depth)) {
      for (Recipe.Step step : recipe.steps()) {
        copy(limited, step.keptBytes(), archive.kept());
        switch (step.kind()) {
          case DEFLATED -> copy(limited, step.viewBytes(), archive.deflated());
          case DEFLATED_ARCHIVE ->
              rebuild(limited, step.viewBytes(), archive.deflated(), depth + 1);
          case STORED_ARCHIVE -> rebuild(limited, step.viewBytes(), archive.kept(), depth + 1);
        }
        if (step.kind() != Recipe.Kind.STORED_ARCHIVE) {
          archive.finishEntry();
        }
      }
      OutputStream rest = archive.kept();
      for (int read = limited.read(buffer); read >= 0; read = limited.read(buffer)) {
        rest.write(buffer, 0, read);
      }
      archive.finish();
    }
    if (viewBytes != Long.MAX_VALUE && limited.left() > 0) {
      throw endsEarly();
    }
  }

  /** What is in an archive of an archive is deflated while other threads deflate that one. */
  private ArchiveOutput output(int level, OutputStream out, int depth) {
    return depth == 1 ? new DeflatedAhead(level, out, threads) : new DeflatedHere(level, out);
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
