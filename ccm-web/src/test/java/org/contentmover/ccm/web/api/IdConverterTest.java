package org.contentmover.ccm.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.ext.ParamConverter;
import java.lang.annotation.Annotation;
import java.util.UUID;
import org.contentmover.ccm.problem.NotFound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdConverterTest {
  private final ParamConverter<UUID> ids =
      new IdConverter().getConverter(UUID.class, UUID.class, new Annotation[0]);

  @Test
  void shouldReadAnId() {
    UUID id = UUID.randomUUID();

    assertEquals(id, ids.fromString(ids.toString(id)));
    assertNull(ids.fromString(null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "1-1-1-1-1", "00000000-0000-0000-0000-0000000000001"})
  void shouldSayThatNothingHasAnIdThatIsNone(String text) {
    assertEquals(
        "There is no object with the id \"" + text + "\".",
        assertThrows(NotFound.class, () -> ids.fromString(text)).getMessage());
  }

  @Test
  void shouldLeaveOtherTypesAlone() {
    assertNull(new IdConverter().getConverter(String.class, String.class, new Annotation[0]));
  }
}
