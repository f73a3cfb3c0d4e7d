package org.contentmover.content.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertiesTextTest {
  /** Escapes for the table below: line ends and tabs. */
  private static String real(String text) {
    return text == null ? "" : text.replace("<n>", "\n").replace("<r>", "\r").replace("<t>", "\t");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a=1<n>b=2<n>|a=9<n>b=2<n>",
        "# a=0<n><n>  a : 1  <n>b=2|# a=0<n><n>  a : 9<n>b=2",
        "a 1<r><n>b=2<r><n>|a 9<r><n>b=2<r><n>",
        "a=1<n>a=2<n>|a=1<n>a=9<n>",
        "a<n>b=2<n>|a=9<n>b=2<n>",
        "a=<n>|a=9<n>",
        "a=1\\<n>  2\\<n>  3<n>b=2<n>|a=9<n>b=2<n>",
        "a=1\\\\<n>b=2<n>|a=9<n>b=2<n>",
        "\\u0061=1<n>|\\u0061=9<n>",
        "a<t>=<t>1<n>|a<t>=<t>9<n>",
        "b=2|b=2<n>a=9<n>",
        "b=2<r><n>|b=2<r><n>a=9<r><n>",
        "|a=9<n>",
        "! a=1\\<n>b=2<n>|! a=1\\<n>b=2<n>a=9<n>",
        "aa=1<n>b=a<n>|aa=1<n>b=a<n>a=9<n>"
      })
  void shouldChangeOneValueAndNoOtherByte(String before, String after) {
    PropertiesText text = new PropertiesText(real(before));
    assertEquals(real(after), text.with("a", "9").text());
    assertEquals(Optional.of("9"), text.with("a", "9").get("a"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a=1<n>b=2<n>|b=2<n>",
        "b=2<n>a=1\\<n> 2<n># c<n>|b=2<n># c<n>",
        "a=1<n>x<n>a 2<n>|x<n>",
        "b=2|b=2",
        "|"
      })
  void shouldRemoveEveryEntryOfAKey(String before, String after) {
    assertEquals(real(after), new PropertiesText(real(before)).without("a").text());
  }

  @Test
  void shouldReadBackWhateverIsWritten() {
    for (String value :
        List.of("", " x", "x ", "a\\b", "=:#!", "é€\uD83D\uDE00", "\\u0041", "'\"")) {
      for (String before : List.of("", "a=1\nb=2\n", "a\n", "b=2")) {
        PropertiesText text = new PropertiesText(before).with("a", value);
        assertEquals(Optional.of(value), text.get("a"), text.text());
      }
    }
  }

  @Test
  void shouldKeepEveryOtherEntryOfRandomFiles() throws Exception {
    long seed = Long.getLong("tests.seed", System.nanoTime());
    System.out.println("properties with -Dtests.seed=" + seed);
    Random random = new Random(seed);
    String alphabet = "ab=: \t\\#!\n\n\r";
    int changed = 0;
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(24); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      Properties expected = load(text.toString());
      String value = random.nextBoolean() ? "9" : null;
      try {
        PropertiesText before = new PropertiesText(text.toString());
        assertEquals(Optional.ofNullable(expected.getProperty("a")), before.get("a"), "in " + text);
        PropertiesText after = value == null ? before.without("a") : before.with("a", value);
        if (value == null) {
          expected.remove("a");
        } else {
          expected.setProperty("a", value);
        }
        assertEquals(expected, load(after.text()), "of " + text);
        changed++;
      } catch (IllegalArgumentException e) {
        // Said to be edited by hand: lawful, if it is seldom.
      }
    }
    assertEquals(20_000, changed, 1_000, "changed");
  }

  private static Properties load(String text) throws Exception {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    return properties;
  }

  @Test
  void shouldRefuseWhatNoProgramCanRead() {
    byte[] text = "a=\\u00g1\n".getBytes(StandardCharsets.US_ASCII);
    assertThrows(IllegalArgumentException.class, () -> PropertiesText.read(text));
    PropertiesText sound = new PropertiesText("a=1\n");
    assertThrows(IllegalArgumentException.class, () -> sound.with("/a", "1"));
  }

  /** Whatever is not ASCII or over several lines comes back as somebody wrote it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=1\nb=2\n",
        "a : x\\n\\t\ny\n",
        "a=1\\\n   2\nb\n",
        "a\nb=1\n",
        "a   \n",
        "a=\u00e9",
        "b=1\na"
      })
  void shouldGiveBackAnEntryAsItWasWritten(String before) {
    PropertiesText text = new PropertiesText(before);
    String written = text.written("a").orElseThrow();
    assertEquals(before, text.with("a", "9").withWritten("a", written).text());
  }
}
