package org.contentmover.ccm.web.api;

import static org.contentmover.ccm.web.api.RangeRequest.Kind.PART;
import static org.contentmover.ccm.web.api.RangeRequest.Kind.UNSATISFIABLE;
import static org.contentmover.ccm.web.api.RangeRequest.Kind.WHOLE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RangeRequestTest {
  @Test
  void shouldGiveThePartThatIsAskedFor() {
    assertEquals(new RangeRequest(PART, 0, 99), RangeRequest.of("bytes=0-99", 1000));
    assertEquals(new RangeRequest(PART, 100, 999), RangeRequest.of("bytes=100-", 1000));
    assertEquals(new RangeRequest(PART, 999, 999), RangeRequest.of("bytes=999-999", 1000));
    assertEquals(new RangeRequest(PART, 0, 0), RangeRequest.of("Bytes = 0 - 0", 1000));
  }

  @Test
  void shouldCutAPartAtTheEnd() {
    RangeRequest cut = RangeRequest.of("bytes=990-2000", 1000);

    assertEquals(new RangeRequest(PART, 990, 999), cut);
    assertEquals(10, cut.lengthBytes());
    assertEquals("bytes 990-999/1000", cut.contentRange(1000));
  }

  @Test
  void shouldGiveTheLastBytes() {
    assertEquals(new RangeRequest(PART, 700, 999), RangeRequest.of("bytes=-300", 1000));
    assertEquals(new RangeRequest(PART, 0, 999), RangeRequest.of("bytes=-5000", 1000));
  }

  @Test
  void shouldRefuseWhatIsBeyondTheEnd() {
    assertEquals(UNSATISFIABLE, RangeRequest.of("bytes=1000-", 1000).kind());
    assertEquals(UNSATISFIABLE, RangeRequest.of("bytes=0-", 0).kind());
    assertEquals(UNSATISFIABLE, RangeRequest.of("bytes=-0", 1000).kind());
    assertEquals("bytes */1000", RangeRequest.of("bytes=1000-", 1000).contentRange(1000));
  }

  @Test
  void shouldGiveTheWholeWhenNoOnePartIsNamed() {
    for (String header :
        new String[] {
          null,
          "",
          "bytes=",
          "bytes=-",
          "bytes=5-4",
          "bytes=0-1,3-4",
          "lines=1-2",
          "bytes=a-b",
          "bytes=99999999999999999999-"
        }) {
      RangeRequest whole = RangeRequest.of(header, 1000);
      assertEquals(new RangeRequest(WHOLE, 0, 999), whole, () -> "Range: " + header);
      assertEquals(1000, whole.lengthBytes());
    }
    assertEquals(0, RangeRequest.of(null, 0).lengthBytes());
  }

  @Test
  void shouldHandleFilesLargerThanFourGibibytes() {
    long size = 6L << 30;

    assertEquals(
        new RangeRequest(PART, 5L << 30, size - 1), RangeRequest.of("bytes=5368709120-", size));
  }
}
