package org.contentmover.ccm.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.contentmover.ccm.distribution.view.DistributionReport;
import org.contentmover.ccm.distribution.view.EdgeQuestion;
import org.contentmover.ccm.distribution.view.NextServer;
import org.contentmover.ccm.topology.view.KeyHandout;
import org.contentmover.ccm.topology.view.KeyPresence;
import org.contentmover.ccm.topology.view.SegmentReport;
import org.contentmover.ccm.web.json.JsonRecordReader;
import org.contentmover.ccm.web.json.JsonRecordWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The CCM's records have exactly the fields of the protocol's examples: what is read strictly and
 * written again is the example. The agent is held to the same files.
 */
class ProtocolExamplesTest {
  private static final Path EXAMPLES = Path.of("../docs/protocol/examples");

  @ParameterizedTest
  @CsvSource({
    "key-presence.json, KEY_PRESENCE",
    "key-answer.json, KEY_ANSWER",
    "segment-report.json, SEGMENT_REPORT",
    "edge-question.json, EDGE_QUESTION",
    "distribution-report.json, DISTRIBUTION_REPORT"
  })
  void shouldReadAndWriteEveryFieldOfAMessage(String name, Message message) throws IOException {
    JsonObject example = example(name);

    assertEquals(example, JsonRecordWriter.toJson(JsonRecordReader.read(example, message.type)));
  }

  @Test
  void shouldAnswerWhoIsNextAsTheExampleDoes() throws IOException {
    JsonObject example = example("edge-answer.json");
    NextServer next = JsonRecordReader.read(example.getJsonObject("next"), NextServer.class);

    assertEquals(example, JsonRecordWriter.toJson(new DistributionResource.NextEdge(next)));
    assertEquals(
        example("edge-answer-last.json"),
        JsonRecordWriter.toJson(new DistributionResource.NoFurtherEdge(true)));
  }

  /** What servers send, and what they are answered. */
  enum Message {
    KEY_PRESENCE(KeyPresence.class),
    KEY_ANSWER(KeyHandout.class),
    SEGMENT_REPORT(SegmentReport.class),
    EDGE_QUESTION(EdgeQuestion.class),
    DISTRIBUTION_REPORT(DistributionReport.class);

    private final Class<? extends Record> type;

    Message(Class<? extends Record> type) {
      this.type = type;
    }
  }

  private static JsonObject example(String name) throws IOException {
    try (JsonReader reader = Json.createReader(Files.newBufferedReader(EXAMPLES.resolve(name)))) {
      return reader.readObject();
    }
  }
}
