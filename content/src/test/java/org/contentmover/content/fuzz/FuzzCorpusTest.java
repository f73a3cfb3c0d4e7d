package org.contentmover.content.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What fuzzers found, and the inputs they begin with, in every build; and some that are like them.
 */
class FuzzCorpusTest {
  private static final int ALIKE = 200;

  @ParameterizedTest
  @EnumSource
  void shouldTakeAnyInput(FuzzTarget target) throws Throwable {
    Random random = new Random(1);
    List<byte[]> inputs = new ArrayList<>(List.of(new byte[0]));
    for (Path file : target.inputs()) {
      byte[] input = Files.readAllBytes(file);
      inputs.add(input);
      for (int i = 0; i < ALIKE && input.length > 0; i++) {
        byte[] alike = input.clone();
        alike[random.nextInt(alike.length)] = (byte) random.nextInt();
        inputs.add(alike);
      }
    }
    assertFalse(inputs.size() < ALIKE, target + " has no inputs");
    target.run(inputs);
  }
}
