package org.contentmover.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabTest {
  private static final Rate RATE = Rate.parse("100mbit");

  @TempDir Path repository;

  @Test
  void shouldTakeNothingDownThatItDidNotMake() throws IOException {
    RefusingLab lab = new RefusingLab(repository);
    LabRefusal refusal =
        assertThrows(LabRefusal.class, () -> Lab.up(repository, "taken", 2, RATE, "1"));
    assertEquals(RefusingLab.REASON, refusal.getMessage());
    List<String> asked = lab.asked();
    assertEquals(1, asked.size(), asked::toString);
    assertTrue(asked.get(0).startsWith("up --name taken --owner "), asked::toString);
  }
}
