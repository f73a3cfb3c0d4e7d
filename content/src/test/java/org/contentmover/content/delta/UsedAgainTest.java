package org.contentmover.content.delta;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class UsedAgainTest {
  private final UsedAgain usedAgain = new UsedAgain(10_000);

  private static MadeRange range(long offset, long length) {
    return new MadeRange(offset, length);
  }

  @Test
  void shouldJoinWhatNearlyTouches() {
    assertEquals(
        List.of(range(0, 300), range(5_000, 100)),
        usedAgain.fitting(
            List.of(range(5_000, 100), range(200, 100), range(0, 100), range(50, 60)), 9_000, 9));
  }

  @Test
  void shouldTakeAsManyAsThereIsRoomFor() {
    List<MadeRange> ranges = List.of(range(0, 500), range(2_000, 700), range(4_000, 400));
    assertEquals(List.of(range(0, 500), range(4_000, 400)), usedAgain.fitting(ranges, 900, 9));
    assertEquals(List.of(range(0, 500)), usedAgain.fitting(ranges, 9_000, 1));
  }

  @Test
  void shouldEndWithTheStreamsShare() {
    assertEquals(1, usedAgain.fitting(List.of(range(0, 8_000)), 9_000, 9).size());
    assertEquals(0, usedAgain.fitting(List.of(range(20_000, 3_000)), 9_000, 9).size());
    assertEquals(1, usedAgain.fitting(List.of(range(20_000, 2_000)), 9_000, 9).size());
  }
}
