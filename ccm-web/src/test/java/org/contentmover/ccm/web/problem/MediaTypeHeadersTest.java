package org.contentmover.ccm.web.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeHeadersTest {
  @ParameterizedTest
  @ValueSource(strings = {"garbage", "", "application/", "/json", "a b/c", "application/json, x"})
  void shouldNameAContentTypeThatIsNone(String value) {
    Problem problem = MediaTypeHeaders.problem(value, List.of()).orElseThrow();

    assertEquals(415, problem.status());
    assertEquals("unsupported-media-type", problem.kind());
    assertTrue(
        problem
            .detail()
            .startsWith("The header Content-Type says \"" + value + "\", which is no media type. "),
        problem.detail());
    assertTrue(problem.detail().contains("application/json"), problem.detail());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage",
        "application/json, garbage",
        "*/",
        "text/html;q=1, x;q=0.5",
        "*/*;q=x",
        "*/*; Q = 2"
      })
  void shouldNameAnAcceptThatIsNone(String value) {
    Problem problem = MediaTypeHeaders.problem(null, List.of("*/*", value)).orElseThrow();

    assertEquals(406, problem.status());
    assertEquals("not-acceptable", problem.kind());
    assertTrue(
        problem
            .detail()
            .startsWith(
                "The header Accept says \""
                    + value
                    + "\", of which something is no media type, or "),
        problem.detail());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*/*",
        "application/json",
        "application/problem+json , */*;q=0.1",
        "text/html;level=2;q=1.0, image/gif, *; q=.2, */*; q=.2",
        "text/plain;format=\"a,b\", application/json,"
      })
  void shouldTakeWhatClientsSend(String accept) {
    assertEquals(
        Optional.empty(),
        MediaTypeHeaders.problem("multipart/form-data; boundary=\"x, y\"", List.of("*/*", accept)));
  }

  @Test
  void shouldTakeARequestWithNeither() {
    assertEquals(Optional.empty(), MediaTypeHeaders.problem(null, List.of()));
  }

  @Test
  void shouldNotRepeatAllOfALongValue() {
    String detail = MediaTypeHeaders.problem("x".repeat(5000), List.of()).orElseThrow().detail();
    assertTrue(detail.contains("\"" + "x".repeat(80) + "…\""), detail);
  }
}
