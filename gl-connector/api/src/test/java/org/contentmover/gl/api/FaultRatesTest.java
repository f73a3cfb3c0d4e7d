package org.contentmover.gl.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultRatesTest {
  @Test
  void shouldReadWhatAnAdministratorWrites() {
    assertEquals(
        new FaultRates(0.05, 0.005, 0.02, 20),
        FaultRates.parse(" loss=5%, duplicate=0.5%,reorder=2% ,delay=20ms "));
    assertEquals(new FaultRates(1, 0, 0, 0), FaultRates.parse("loss=100%"));
    assertEquals(FaultRates.NONE, FaultRates.parse(""));
  }

  @Test
  void shouldReadWhatItWrites() {
    FaultRates rates = new FaultRates(0.05, 0.001, 0, 7);
    assertEquals(rates, FaultRates.parse(rates.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "loss",
        "loss=5",
        "loss=101%",
        "loss=-1%",
        "loss=5%,",
        "delay=5%",
        "delay=10001ms",
        "x=1%"
      })
  void shouldRefuseEverythingElse(String text) {
    assertThrows(IllegalArgumentException.class, () -> FaultRates.parse(text));
  }

  @Test
  void shouldSayWhatIsInjected() {
    assertFalse(FaultSettings.NONE.any());
    assertEquals("none", FaultSettings.NONE.describe());
    FaultSettings lossy = FaultSettings.onDataReceived(FaultRates.parse("loss=5%"), 42);
    assertTrue(lossy.any());
    assertEquals(
        "data.receive: loss=5%,duplicate=0%,reorder=0%,delay=0ms; seed 42", lossy.describe());
  }
}
