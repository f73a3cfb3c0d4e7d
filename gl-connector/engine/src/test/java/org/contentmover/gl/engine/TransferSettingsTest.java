package org.contentmover.gl.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.contentmover.core.mctp.MctpConfig;
import org.contentmover.core.mctp.RatePolicy;
import org.contentmover.core.segment.SegmentConfig;
import org.contentmover.gl.api.ElectionSettings;
import org.contentmover.gl.api.SegmentSettings;
import org.contentmover.gl.api.TimerProfile;
import org.contentmover.gl.api.TimerSettings;
import org.contentmover.gl.api.TransferSettings;
import org.contentmover.gl.test.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an administrator sets of rate and feedback, as the machines take it. */
class TransferSettingsTest {
  private static final int INTERFACE_BYTES = 1_472;

  private static SegmentSettings settings(TimerProfile profile) {
    SegmentSettings base = TestServer.settings("boston-1", Path.of("/state"), 45_000, 50);
    return new SegmentSettings(
        base.server(),
        base.segment(),
        base.stateDirectory(),
        ElectionSettings.of(50),
        base.multicast(),
        TimerSettings.of(profile));
  }

  private static MctpConfig transfer(SegmentSettings settings) {
    return ToCore.config(settings, INTERFACE_BYTES).transfer();
  }

  @ParameterizedTest
  @EnumSource(TimerProfile.class)
  void shouldBeThoseOfTheProfileByDefault(TimerProfile profile) {
    SegmentConfig core =
        switch (profile) {
          case LAN -> SegmentConfig.lan(50);
          case SLOW -> SegmentConfig.slow(50);
          case SOURCE -> SegmentConfig.source(50);
        };
    assertEquals(core.transfer(), transfer(settings(profile)));
  }

  @Test
  void shouldReachTheMachines() {
    TransferSettings wanted = new TransferSettings(false, 80, 500, 30, 0, 100);
    MctpConfig config = transfer(settings(TimerProfile.LAN).withTransfers(wanted));
    int slowInARow = MctpConfig.lan().rate().slowInARow();
    assertEquals(
        new RatePolicy(false, 80, 500_000_000, 30, 100_000_000, 0, slowInARow), config.rate());
    assertEquals(100, config.multicastAskPercent());
  }

  @Test
  void shouldNotTakeWhatIsOutOfRange() {
    for (Runnable wrong :
        new Runnable[] {
          () -> new TransferSettings(true, 0, 50, 200, 50, 50),
          () -> new TransferSettings(true, 50, -1, 200, 50, 50),
          () -> new TransferSettings(true, 50, 9, 200, 50, 50),
          () -> new TransferSettings(true, 50, 50, 0, 50, 50),
          () -> new TransferSettings(true, 50, 50, 200, 101, 50),
          () -> new TransferSettings(true, 50, 50, 200, 50, 101)
        }) {
      assertThrows(IllegalArgumentException.class, wrong::run);
    }
  }
}
