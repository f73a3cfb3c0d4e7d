package org.contentmover.core.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.contentmover.core.ids.PeerAddress;
import org.junit.jupiter.api.Test;

class ControlChannelUseTest {
  /** Immutable sets of the platform have another order in every process. */
  @Test
  void shouldNameItsChannelsInTheOrderGiven() {
    List<ControlChannel> channels =
        IntStream.range(0, 20)
            .mapToObj(i -> new PeerAddress(new byte[] {(byte) 239, 1, 1, (byte) (7 * i)}, 45_100))
            .map(ControlChannel::of)
            .collect(Collectors.toList());
    ControlChannelUse use =
        new ControlChannelUse(new LinkedHashSet<>(channels), new LinkedHashSet<>(channels));
    assertEquals(channels, new ArrayList<>(use.listen()));
    assertEquals(channels, new ArrayList<>(use.send()));
  }
}
