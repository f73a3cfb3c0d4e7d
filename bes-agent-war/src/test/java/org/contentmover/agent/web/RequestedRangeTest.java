package org.contentmover.agent.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.contentmover.agent.web.RequestedRange.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestedRangeTest {
  @ParameterizedTest
  @CsvSource({
    "bytes=0-9,100,PART,0,10",
    "bytes=90-,100,PART,90,10",
    "bytes=90-500,100,PART,90,10",
    "bytes=-10,100,PART,90,10",
    "bytes=-500,100,PART,0,100",
    "bytes=100-,100,UNSATISFIABLE,0,0",
    "bytes=0-,0,UNSATISFIABLE,0,0",
    "bytes=-0,100,UNSATISFIABLE,0,0",
    "bytes=9-0,100,WHOLE,0,100",
    "bytes=-,100,WHOLE,0,100",
    "'bytes=0-1,5-6',100,WHOLE,0,100",
    "lines=0-1,100,WHOLE,0,100",
    "bytes=99999999999999999999-,100,WHOLE,0,100"
  })
  void shouldReadWhatIsAskedFor(String header, long size, Kind kind, long from, long length) {
    assertEquals(new RequestedRange(kind, from, length), RequestedRange.of(header, size));
  }

  @Test
  void shouldNameThePartOfTheWhole() {
    assertEquals("bytes 5-9/100", RequestedRange.of("bytes=5-9", 100).contentRange(100));
    assertEquals("bytes */100", RequestedRange.of("bytes=100-", 100).contentRange(100));
  }

  @Test
  void shouldCompareEntityTags() {
    assertTrue(EntityTags.noneMatchNames("\"a\", W/\"b\"", "\"b\""));
    assertTrue(EntityTags.noneMatchNames("*", "\"b\""));
    assertFalse(EntityTags.noneMatchNames("\"a\"", "\"b\""));
    assertFalse(EntityTags.noneMatchNames(null, "\"b\""));
    assertTrue(EntityTags.rangeHolds(null, "\"b\""));
    assertFalse(EntityTags.rangeHolds("\"a\"", "\"b\""));
  }
}
