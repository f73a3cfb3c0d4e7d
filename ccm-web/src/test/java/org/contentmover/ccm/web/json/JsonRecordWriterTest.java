package org.contentmover.ccm.web.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.contentmover.ccm.distribution.view.DistributionReport;
import org.contentmover.ccm.job.view.WaitPolicy;
import org.junit.jupiter.api.Test;

class JsonRecordWriterTest {
  record Kinds(
      String text,
      String missing,
      long large,
      double share,
      double broken,
      boolean truth,
      UUID id,
      Instant at,
      Duration lifetime,
      WaitPolicy policy,
      List<Integer> numbers,
      Map<String, Long> counters) {}

  @Test
  void shouldWriteEveryFieldInTheOrderOfTheRecordAndNullsToo() {
    assertEquals(
        "{\"text\":\"a\\\"b\",\"missing\":null,\"large\":9223372036854775807,\"share\":0.5,\"broken\":null,"
            + "\"truth\":true,\"id\":\"00000000-0000-0001-0000-000000000002\",\"at\":\"2026-01-31T11:00:00Z\","
            + "\"lifetime\":\"PT30M\",\"policy\":\"WAIT\",\"numbers\":[1,2],\"counters\":{\"sent\":3}}",
        JsonRecordWriter.toJson(
                new Kinds(
                    "a\"b",
                    null,
                    Long.MAX_VALUE,
                    0.5,
                    Double.NaN,
                    true,
                    new UUID(1, 2),
                    Instant.parse("2026-01-31T11:00:00Z"),
                    Duration.ofMinutes(30),
                    WaitPolicy.WAIT,
                    List.of(1, 2),
                    Map.of("sent", 3L)))
            .toString());
  }

  @Test
  void shouldUseTheNamesOfTheWire() {
    assertEquals(
        "{\"server\":\"a\",\"segment\":\"s\",\"epoch\":1,\"sequence\":2,\"final\":true,\"fetchedBytes\":3,"
            + "\"totalBytes\":4,\"problem\":null,\"servers\":[]}",
        JsonRecordWriter.toJson(new DistributionReport("a", "s", 1, 2, true, 3, 4, null, List.of()))
            .toString());
  }
}
