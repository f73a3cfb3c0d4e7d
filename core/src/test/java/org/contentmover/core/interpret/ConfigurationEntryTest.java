package org.contentmover.core.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigurationEntryTest {
  @Test
  void shouldBeOneLine() {
    for (String line :
        List.of(
            "shop db.url = jdbc:h2:mem:a=b",
            "shop a-b",
            "shop empty = ",
            "shop /a/b c/0 = [1=2]",
            "shop /a[@b=c d]/@e = f=g",
            "shop /")) {
      assertEquals(line, ConfigurationEntry.parse(line).line());
    }
    assertEquals(
        new ConfigurationEntry("shop", "a", Optional.of("b c")),
        ConfigurationEntry.parse("  shop   a=b c  "));
  }

  @Test
  void shouldRefuseWhatIsNone() {
    for (String line :
        List.of(
            "",
            "shop",
            "shop a b",
            "= b",
            "shop = b",
            "/etc/passwd a = b",
            "../shop a = b",
            "Shop a = b",
            "shop .a = b",
            "shop a/b = c",
            "shop a[0] = c",
            "shop /a[b = c",
            "shop /a]b = c",
            "shop /a[[b]] = c",
            "shop /" + "a".repeat(256) + " = c",
            "shop " + "[".repeat(2_000),
            "shop a = b\nc = d",
            "shop a = b\0",
            "shop a = b\u2028c",
            "shop a = " + "x".repeat(1_001))) {
      assertThrows(IllegalArgumentException.class, () -> ConfigurationEntry.parse(line), line);
    }
  }

  @Test
  void shouldHaveEachEntryOnce() {
    ConfigurationEntry one = ConfigurationEntry.parse("shop a = 1");
    assertThrows(
        IllegalArgumentException.class,
        () -> ConfigurationEntry.requireSet(List.of(one, ConfigurationEntry.parse("shop a"))));
    ConfigurationEntry.requireSet(List.of(one, ConfigurationEntry.parse("other a")));
  }
}
