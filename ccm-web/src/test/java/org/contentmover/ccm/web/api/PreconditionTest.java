package org.contentmover.ccm.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import org.contentmover.ccm.problem.Invalid;
import org.junit.jupiter.api.Test;

class PreconditionTest {
  @Test
  void shouldReadTheRevisionOfATag() {
    assertEquals(17L, Precondition.revision(" \"17\" "));
    assertNull(Precondition.revision("*"));
  }

  @Test
  void shouldAskForTheHeaderWhenItIsMissing() {
    WebApplicationException missing =
        assertThrows(WebApplicationException.class, () -> Precondition.revision(null));

    assertEquals(428, missing.getResponse().getStatus());
  }

  @Test
  void shouldRefuseWhatIsNoTagOfOurs() {
    for (String tag : List.of("", "17", "\"a\"", "W/\"17\"", "\"1\", \"2\"", "\"-1\"")) {
      assertThrows(Invalid.class, () -> Precondition.revision(tag), tag);
    }
  }
}
