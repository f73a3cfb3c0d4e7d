package org.contentmover.content.disk;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NativeEncodingTest {
  @Test
  void shouldRefuseToRunWithoutUtf8AndSayHow() {
    for (String encoding : new String[] {"ANSI_X3.4-1968", "ISO-8859-1", "", "no such", null}) {
      IllegalStateException refused =
          assertThrows(
              IllegalStateException.class, () -> NativeEncoding.requireUtf8(encoding), encoding);
      assertTrue(refused.getMessage().contains("LC_ALL=C.UTF-8"), refused.getMessage());
    }
    NativeEncoding.requireUtf8("UTF-8");
    NativeEncoding.requireUtf8("utf8");
  }
}
