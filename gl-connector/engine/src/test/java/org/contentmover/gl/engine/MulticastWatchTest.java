package org.contentmover.gl.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MulticastWatchTest {
  private static final Logger LOGGER = Logger.getLogger("org.contentmover.gl");
  private final List<String> ids = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord message) {
          ids.add(message.getMessage().substring(0, 7));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private final MulticastWatch watch = new MulticastWatch("a", "239.1.1.1:1", "10.0.0.1", 100);

  @BeforeEach
  void listen() {
    LOGGER.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    LOGGER.removeHandler(handler);
  }

  @Test
  void shouldTellOnceWhenMulticastIsHeard() {
    watch.onTimer(false, 1);
    watch.onTimer(true, 2);
    watch.onTimer(true, 200);
    assertEquals(List.of("GLC0031"), ids);
  }

  @Test
  void shouldTellOnceWhenNothingIsHeardInTime() {
    watch.onTimer(false, 99);
    assertEquals(List.of(), ids);
    watch.onTimer(false, 100);
    watch.onTimer(false, 101);
    assertEquals(List.of("GLC0030"), ids);
  }

  @Test
  void shouldTellEveryChange() {
    watch.onTimer(true, 1);
    watch.onTimer(false, 2);
    watch.onTimer(true, 3);
    assertEquals(List.of("GLC0031", "GLC0030", "GLC0031"), ids);
  }
}
