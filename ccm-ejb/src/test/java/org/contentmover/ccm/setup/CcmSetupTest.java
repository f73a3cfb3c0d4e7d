package org.contentmover.ccm.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CcmSetupTest {
  @Test
  void shouldTellTimesThatTheDatabaseKeepsAsTheyAre() {
    Clock clock = new CcmSetup().clock();
    InstantConverter column = new InstantConverter();

    Stream.generate(clock::instant)
        .limit(100)
        .forEach(
            told -> {
              Instant kept = column.convertToEntityAttribute(column.convertToDatabaseColumn(told));
              assertEquals(told, kept);
            });
  }
}
