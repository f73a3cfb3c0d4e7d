package org.contentmover.ccm.web.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class AuthorizationHeaderTest {
  @Test
  void shouldTellSchemeAndValueApart() {
    assertEquals(
        new AuthorizationHeader("bearer", "a.b.c"), AuthorizationHeader.of("Bearer a.b.c"));
    assertEquals(
        new AuthorizationHeader("bearer", "a.b.c"), AuthorizationHeader.of("  BEARER \t a.b.c "));
    assertEquals(new AuthorizationHeader("basic", "eDp5"), AuthorizationHeader.of("Basic eDp5"));
  }

  @Test
  void shouldTakeWhatIsIncompleteAsNothing() {
    assertEquals(new AuthorizationHeader("", ""), AuthorizationHeader.of(null));
    assertEquals(new AuthorizationHeader("", ""), AuthorizationHeader.of("  "));
    assertEquals(new AuthorizationHeader("bearer", ""), AuthorizationHeader.of("Bearer"));
    assertEquals(new AuthorizationHeader("a.b.c", ""), AuthorizationHeader.of("a.b.c"));
  }

  @Test
  void shouldKeepTheSecretOutOfLogs() {
    assertFalse(AuthorizationHeader.of("Bearer secret").toString().contains("secret"));
  }
}
