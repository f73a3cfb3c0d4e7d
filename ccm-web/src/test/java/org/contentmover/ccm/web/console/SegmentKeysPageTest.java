package org.contentmover.ccm.web.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.contentmover.ccm.topology.SegmentKeys;
import org.contentmover.ccm.topology.view.KeyPolicy;
import org.contentmover.ccm.topology.view.KeyedView;
import org.contentmover.ccm.topology.view.SegmentKeysView;
import org.junit.jupiter.api.Test;

class SegmentKeysPageTest {
  @Test
  void shouldShowThePatienceThereIs() {
    SegmentKeysView view =
        new SegmentKeysView(
            "boston",
            3,
            KeyPolicy.KEYED,
            false,
            30,
            Duration.ofSeconds(10),
            new KeyedView(false, 1, Instant.EPOCH, false),
            1,
            "RESTING",
            Instant.EPOCH,
            "",
            List.of(),
            List.of());
    SegmentKeysPage page = new SegmentKeysPage();
    page.keys =
        (SegmentKeys)
            Proxy.newProxyInstance(
                SegmentKeys.class.getClassLoader(),
                new Class<?>[] {SegmentKeys.class},
                (self, method, arguments) -> view);

    page.read();

    assertEquals(10, page.getPatienceSeconds(), "what is saved with another setting");
  }
}
