package org.contentmover.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.contentmover.core.ids.ServerName;
import org.junit.jupiter.api.Test;

/** Who could take part in a run (SC-7, CM-6, CM-7). */
class AttendanceTest {
  private static final List<Candidate> THREE =
      List.of(
          Candidate.able(new ServerName("roomy"), 1_000),
          Candidate.able(new ServerName("full"), 10),
          Candidate.unable(new ServerName("away"), "is down"));

  @Test
  void shouldCountWhoHasRoomAndNameWhatTheOthersLack() {
    Attendance attendance = Attendance.of(THREE, RunKind.PUBLISH, Quorum.parse("50%"), 500);
    assertEquals(2, attendance.needed());
    assertEquals(1, attendance.able());
    assertFalse(attendance.isEnough());
    assertEquals("has 10 bytes free and needs 500", attendance.candidates().get(1).whyNot());
    assertTrue(Attendance.of(THREE, RunKind.PUBLISH, Quorum.parse("50%"), 10).isEnough());
  }

  @Test
  void shouldNeedNobodyForWhatIsInForceOnceItIsOrdered() {
    List<Candidate> away = THREE.subList(2, 3);
    assertTrue(Attendance.of(away, RunKind.ROLLBACK, Quorum.DEFAULT, 0).isEnough());
    assertFalse(Attendance.of(away, RunKind.RESTORE, Quorum.DEFAULT, 0).isEnough());
  }
}
