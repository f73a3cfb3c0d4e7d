package org.contentmover.ccm.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void shouldNeverShowLessThanBeforeWhenALeaderKnowsLess() {
    Progress known = receiving(60).then(receiving(40));
    assertEquals(60, known.percent());
    assertEquals(ProgressState.RECEIVING, known.state());
  }

  @Test
  void shouldKeepThePercentageOfAServerThatIsMissing() {
    Progress lost = new Progress(ProgressState.MISSING, 0, null, "silent", 0, null);
    Progress known = receiving(60).then(lost);
    assertEquals(60, known.percent());
    assertEquals(ProgressState.MISSING, known.state());
    assertEquals(70, known.then(receiving(70)).percent());
  }

  @Test
  void shouldKeepAResultWhenALaterReportHasNone() {
    Progress staged = new Progress(ProgressState.REPORTED, 100, "STAGED", "", 1, null);
    assertEquals(staged, staged.then(receiving(10)));
  }

  private static Progress receiving(int percent) {
    return new Progress(ProgressState.RECEIVING, percent, null, "", 0, null);
  }
}
