package org.contentmover.gl.receive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.contentmover.core.mctp.FrameSet;

/** What became of spool files, one line for each event. */
final class RecordedEvents implements SpoolFile.Events {
  final List<String> lines = new ArrayList<>();

  /** What was found when a file was opened last. */
  FrameSet found;

  @Override
  public void spoolOpened(FrameSet newlyFound) {
    found = newlyFound;
    lines.add("opened");
  }

  @Override
  public void spoolVerified() {
    lines.add("verified");
  }

  @Override
  public void spoolDiffers(String sha256) {
    lines.add("differs " + sha256);
  }

  @Override
  public void spoolFailed(IOException cause) {
    lines.add("failed " + cause.getMessage());
  }
}
