package org.contentmover.content.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':1}|/a|9|{'a':9}",
        "{ 'a' : {'b' :\t[1, 'x' ,true]} }|/a/b/1|null|{ 'a' : {'b' :\t[1, null ,true]} }",
        "{'a':'old','b':2}|/a|'new'|{'a':'new','b':2}",
        "{'a':-1.50e+3}|/a|false|{'a':false}",
        "{}|/a|9|{'a': 9}",
        "{ // none$}|/a|9|{'a': 9 // none$}",
        "{$  'b' : 1$}|/a|9|{$  'b' : 1,$  'a' : 9$}",
        "{$  'b' : 1 // last$}|/a|9|{$  'b' : 1,$  'a' : 9 // last$}",
        "{'b':{'c':1}}|/b/d/|9|",
        "{'b':{'c':[]},'x':1}|/b/d|'x'|{'b':{'c':[],'d':'x'},'x':1}",
        "{'a/b':{'~':1}}|/a~1b/~0|2|{'a/b':{'~':2}}",
        "{'':1}|/|2|{'':2}",
        "{'a':'/* no */','b':1/* yes */}|/b|2|{'a':'/* no */','b':2/* yes */}",
        "{'\\u0061':1}|/a|2|{'\\u0061':2}",
        "[[1,2],{'a':3}]|/1/a|4|[[1,2],{'a':4}]",
        "\uFEFF{'é\uD83D\uDE00':1,'b':'é'}|/b|'ü'|\uFEFF{'é\uD83D\uDE00':1,'b':'ü'}"
      })
  void shouldChangeOneValueAndNoOtherByte(String before, String key, String value, String after) {
    ConfigurationText text = text(before);
    if (after == null) {
      assertThrows(IllegalArgumentException.class, () -> text.with(key, real(value)));
    } else {
      assertEquals(real(after), string(text.with(key, real(value))));
      assertEquals(Optional.of(real(value)), text.with(key, real(value)).get(key));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':1}|/a|{}",
        "{ 'a':1 }|/a|{  }",
        "{$  'a':1,$  'b':2$}|/a|{$  'b':2$}",
        "{$  'a':1,$  'b':2$}|/b|{$  'a':1$}",
        "{'a':1, // of a$'b':2 /*,*/}|/b|{'a':1 // of a$ /*,*/}",
        "{'a':1 /*,*/, // of b$'b':2}|/a|{ /*,*/ // of b$'b':2}",
        "{'a':{'x':1}}|/b|{'a':{'x':1}}",
        "{'a':{'x':1}}|/b/c|{'a':{'x':1}}",
      })
  void shouldRemoveOneMemberAndNoComment(String before, String key, String after) {
    assertEquals(real(after), string(text(before).without(key)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':{'b':1}}|/a|1|the entry /a is an object or a list",
        "{'a':[1]}|/a|1|the entry /a is an object or a list",
        "{'a':1}|/a/b|1|has no place: /a is a single value",
        "{'a':{}}|/a/b/c|1|has no place: /a/b is not there",
        "5|/a|1|has no place: the file is a single value",
        "{'a':[1]}|/a/1|1|elements of lists are changed, not added",
        "{'a':[1]}|/a/-|1|elements of lists are changed, not added",
        "{'a':[1]}|/a/00|1|elements of lists are changed, not added",
        "{'a':1}|/a|text|is no JSON value",
        "{'a':1}|/a|{}|is no JSON value",
        "{'a':1}|/a|[1]|is no JSON value",
        "{'a':1}|/a|1,'b':2|is no JSON value",
        "{'a':1}|/a|1//|is no JSON value",
        "{'a':1}|/a|01|is no JSON value",
        "{'a':1}|/a|NaN|is no JSON value",
        "{'a':1}|/a|'open|is no JSON value",
        "{'a':1}|a|1|is no JSON pointer",
        "{'a':1}|/a~2|1|is no JSON pointer",
      })
  void shouldSayWhatCannotBe(String before, String key, String value, String says) {
    ConfigurationText text = text(before);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> text.with(key, real(value)));
    assertTrue(refused.getMessage().contains(says), refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|it is empty",
        "// nothing|it is empty",
        "{|Unexpected end-of-input",
        "{'a':1,}|in line 1",
        "{'a':1,'a':2}|Duplicate field 'a'",
        "{'x':{'a':1,'\\u0061':2}}|Duplicate field 'a'",
        "{a:1}|in line 1",
        "{'a':01}|in line 1",
        "{'a':1} {}|something stands behind its end",
        "{'a':'$'}|in line 1",
        "#yaml$a: 1|in line 1"
      })
  void shouldReadNoFileThatIsNone(String file, String says) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> text(file));
    assertTrue(refused.getMessage().replace('"', '\'').contains(says), refused.getMessage());
  }

  @Test
  void shouldReadNoOtherEncodingAndNoAbyss() {
    for (byte[] bytes :
        List.of(
            "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1),
            "{\"a\":1}".getBytes(StandardCharsets.UTF_16),
            new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'},
            "[".repeat(1 << 20).getBytes(StandardCharsets.UTF_8),
            ("[".repeat(101) + "]".repeat(101)).getBytes(StandardCharsets.UTF_8))) {
      assertThrows(IllegalArgumentException.class, () -> JsonText.read(bytes));
    }
    JsonText.read(("[".repeat(100) + "]".repeat(100)).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void shouldChangeRandomFilesAndGiveThemBack() {
    long seed = Long.getLong("tests.seed", System.nanoTime());
    System.out.println("JSON with -Dtests.seed=" + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      RandomJson made = new RandomJson(random);
      ConfigurationText before = text(made.text());
      for (RandomJson.Leaf leaf : made.leaves()) {
        assertEquals(Optional.of(leaf.value()), before.get(leaf.pointer()), made.text());
        String expected =
            made.text().substring(0, leaf.start()) + "\"~\"" + made.text().substring(leaf.end());
        ConfigurationText changed = before.with(leaf.pointer(), "\"~\"");
        assertEquals(expected, string(changed));
        assertEquals(before, changed.withWritten(leaf.pointer(), leaf.value()));
      }
      for (String object : made.objects()) {
        String key = object + "/new";
        assertEquals(Optional.empty(), before.get(key), made.text());
        ConfigurationText more = before.with(key, "7");
        assertEquals(Optional.of("7"), more.get(key));
        made.leaves().forEach(it -> assertEquals(Optional.of(it.value()), more.get(it.pointer())));
        assertEquals(before, more.without(key), "after " + key);
      }
    }
  }

  /** A file with all its values; blanks and comments are anywhere. */
  private static final class RandomJson {
    record Leaf(String pointer, int start, int end, String value) {}

    private static final List<String> NAMES = List.of("a", "bb", "ü", "\\u0063", "d d", "e\\\"/");
    private static final List<String> POINTERS = List.of("a", "bb", "ü", "c", "d d", "e\"~1");
    private static final List<String> VALUES =
        List.of(
            "1", "-2.50E+7", "true", "null", "\"\"", "\"x, // y\"", "\"\\\\\\\"é\uD83D\uDE00\"");
    private static final List<String> BLANKS =
        List.of("", "", "", " ", "\n  ", "\r\n", "/* , } */", "// \"x\": 1,\n");

    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private final List<Leaf> leaves = new ArrayList<>();
    private final List<String> objects = new ArrayList<>();

    RandomJson(Random random) {
      this.random = random;
      blanks();
      container("", 0);
      blanks();
    }

    String text() {
      return text.toString();
    }

    List<Leaf> leaves() {
      return leaves;
    }

    List<String> objects() {
      return objects;
    }

    private void blanks() {
      text.append(BLANKS.get(random.nextInt(BLANKS.size())));
    }

    private void value(String pointer, int depth) {
      if (depth < 4 && random.nextInt(3) == 0) {
        container(pointer, depth);
        return;
      }
      String value = VALUES.get(random.nextInt(VALUES.size()));
      leaves.add(new Leaf(pointer, text.length(), text.length() + value.length(), value));
      text.append(value);
    }

    private void container(String pointer, int depth) {
      boolean object = random.nextInt(4) > 0;
      text.append(object ? '{' : '[');
      blanks();
      int count = random.nextInt(4);
      int first = random.nextInt(NAMES.size());
      for (int i = 0; i < count; i++) {
        int name = (first + i) % NAMES.size();
        if (i > 0) {
          text.append(',');
          blanks();
        }
        if (object) {
          text.append('"').append(NAMES.get(name)).append('"');
          blanks();
          text.append(':');
          blanks();
        }
        value(pointer + '/' + (object ? POINTERS.get(name) : i), depth + 1);
        blanks();
      }
      text.append(object ? '}' : ']');
      if (object) {
        objects.add(pointer);
      }
    }
  }

  /** Apostrophes are quotation marks in the tables above, $ ends a line. */
  private static String real(String text) {
    return text.replace('\'', '"').replace('$', '\n');
  }

  private static ConfigurationText text(String text) {
    return JsonText.read(real(text).getBytes(StandardCharsets.UTF_8));
  }

  private static String string(ConfigurationText text) {
    return new String(text.bytes(), StandardCharsets.UTF_8);
  }
}
