package org.contentmover.farm.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayloadTest {

  @Test
  void shouldMakeNoiseOfTheWantedSize(@TempDir Path directory) throws Exception {
    long bytes = (5L << 20) + (3 << 10);
    Path made = Payload.ofSize(bytes).in(directory.resolve("staging"));
    assertEquals(bytes, Payload.bytesOf(made));
  }

  @Test
  void shouldPublishADirectoryAsItIs(@TempDir Path directory) throws Exception {
    assertEquals(directory, Payload.ofDirectory(directory).in(directory.resolve("unused")));
  }
}
