package org.contentmover.agent.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The messages of docs/protocol/examples; the CCM is held to the same files. */
public final class ProtocolExamples {
  private static final Path EXAMPLES = Path.of("../docs/protocol/examples");

  private ProtocolExamples() {}

  public static JsonObject read(String name) throws IOException {
    try (JsonReader reader = Json.createReader(Files.newBufferedReader(EXAMPLES.resolve(name)))) {
      return reader.readObject();
    }
  }
}
