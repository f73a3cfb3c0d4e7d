package org.contentmover.content.configuration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<a>1</a>|/a|9|<a>9</a>",
        "<a><b x='1'> <c/> </b></a>|/a/b/@x|9|<a><b x='9'> <c/> </b></a>",
        "<a><b  x = '1' y=\"2\" /></a>|/a/b/@y|<'\">&|<a><b  x = '1' y=\"&#60;'&#34;>&#38;\" /></a>",
        "<a><b  x = '1' y=\"2\" /></a>|/a/b/@x|<'\">&|<a><b  x = '&#60;&#39;\">&#38;' y=\"2\" /></a>",
        "<a><b/></a>|/a/b|x]]>y|<a><b>x]]&#62;y</b></a>",
        "<a><b z='/' /></a>|/a/b|9|<a><b z='/' >9</b></a>",
        "<a><b>1<![CDATA[<2>]]>&lt;</b ></a>|/a/b|9|<a><b>9</b></a>",
        "<a><b/><b>2</b><b/></a>|/a/b[2]|9|<a><b/><b>9</b><b/></a>",
        "<a><b i='1'/><b i=\"&#50;\" v='>='/></a>|/a/b[@i=2]/@v|9|<a><b i='1'/><b i=\"&#50;\" v='9'/></a>",
        "<a><b i='x y=z'/></a>|/a/b[@i=x y=z]/@i2|9|<a><b i='x y=z' i2=\"9\"/></a>",
        "<a><b/></a>|/a/b/@x|9|<a><b x=\"9\"/></a>",
        "<a><b i='1'$  ></b></a>|/a/b/@x|9|<a><b i='1' x=\"9\"$  ></b></a>",
        "<s:a xmlns:s='u'><s:b s:x='1' x='2'/></s:a>|/s:a/s:b/@s:x|9|<s:a xmlns:s='u'><s:b s:x='9' x='2'/></s:a>",
        "<a xmlns='u'><b>1</b></a>|/a/b|9|<a xmlns='u'><b>9</b></a>",
        "<!-- <a>0</a> --><?x <a>?><a>1</a><!-- e -->|/a|9|<!-- <a>0</a> --><?x <a>?><a>9</a><!-- e -->",
        "<a><c><b>1</b></c><d><b>2</b></d></a>|/a/d/b|9|<a><c><b>1</b></c><d><b>9</b></d></a>",
        "<ä><b>é\uD83D\uDE00</b><c>1</c></ä>|/ä/c|ü\uD83D\uDE00|<ä><b>é\uD83D\uDE00</b><c>ü\uD83D\uDE00</c></ä>",
        "<a>$$<b>1</b>$</a>|/a/b|9|<a>$$<b>9</b>$</a>"
      })
  void shouldChangeOneValueAndNoOtherByte(String before, String key, String value, String after) {
    ConfigurationText text = text(before);
    Optional<String> written = text.written(key);
    ConfigurationText changed = text.with(key, value);
    assertEquals(real(after), string(changed));
    assertEquals(Optional.of(value), changed.get(key));
    assertEquals(
        text, written.isPresent() ? changed.withWritten(key, written.get()) : changed.without(key));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<a x='1'  y='2'/>|/a/@y|<a x='1'/>",
        "<a x='1'  y='2'/>|/a/@x|<a  y='2'/>",
        "<a x='1'/>|/a/@z|<a x='1'/>",
        "<a/>|/a/b|<a/>",
        "<a/>|/a/b/@x|<a/>"
      })
  void shouldRemoveOneAttribute(String before, String key, String after) {
    assertEquals(after, string(text(before).without(key)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<a><b/></a>|/a|has elements or comments in it",
        "<a>1<!-- c --></a>|/a|has elements or comments in it",
        "<a><?p?></a>|/a|has elements or comments in it",
        "<a/>|/a/b|has no place: there is no element /a/b",
        "<a/>|/b|has no place: there is no element /b",
        "<a><b/></a>|/a/b[2]/c/@x|has no place: there is no element /a/b[2]",
        "<a><b i='1'/></a>|/a/b[@i=2]/@x|has no place: there is no element /a/b[@i=2]",
        "<s:a xmlns:s='u'/>|/a|has no place: there is no element /a",
        "<a><b/><b/></a>|/a/b|there are several elements /a/b;",
        "<a><b i='1'/><b i='1'/></a>|/a/b[@i=1]/@x|there are several elements /a/b[@i=1];",
        "<a/>|a|is no path in an XML file",
        "<a/>|/|is no path in an XML file",
        "<a/>|/@x|is no path in an XML file",
        "<a/>|/a[0]|is no path in an XML file",
        "<a/>|/a//b|is no path in an XML file",
        "<a/>|/a/@x/b|is no path in an XML file",
        "<a/>|/a/@x y|is no path in an XML file",
        "<a/>|/a/..|is no path in an XML file",
        "<a/>|/a/@xmlns|declaration of a namespace",
        "<a xmlns:s='u'/>|/a/@xmlns:s|declaration of a namespace",
        "<a/>|/a/@s:x|it is no sound XML file"
      })
  void shouldSayWhatCannotBe(String before, String key, String says) {
    ConfigurationText text = text(before);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> text.with(key, "9"));
    assertTrue(refused.getMessage().contains(says), refused.getMessage());
  }

  @Test
  void shouldTakeNoElementAway() {
    assertThrows(IllegalArgumentException.class, () -> text("<a><b/></a>").without("/a/b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|no sound XML",
        "<a>|no sound XML",
        "<a></b>|no sound XML",
        "<a x='1' x='2'/>|no sound XML",
        "<a/><b/>|no sound XML",
        "<s:a/>|no sound XML",
        "<a>\u0001</a>|no sound XML",
        "<a>&#0;</a>|no sound XML",
        "<a>&x;</a>|entity",
        "<a x='&x;'/>|entity",
        "<!DOCTYPE a><a/>|document type",
        "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>|document type",
        "<!DOCTYPE a PUBLIC 'x' 'http://127.0.0.1:1/x'><a/>|document type",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>|document type",
        "<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://127.0.0.1:1/x'> %x;]><a/>|document type",
        "<!DOCTYPE a [<!ENTITY x 'y'><!ENTITY z '&x;&x;'>]><a>&z;</a>|document type",
        "<?xml version='1.0' encoding='EBCDIC-CP-US'?><a/>|its encoding EBCDIC-CP-US is none of",
        "<?xml version='1.0' encoding='UTF-7'?><a/>|its encoding UTF-7 is none of",
        "<?xml version='1.0' encoding='UTF-16'?><a/>|its encoding UTF-16 is none of",
        "\uFEFF<?xml version='1.0' encoding='ISO-8859-1'?><a/>|contradicts its byte order mark"
      })
  void shouldReadNoFileThatIsNone(String file, String says) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> text(file));
    assertTrue(refused.getMessage().contains(says), refused.getMessage());
  }

  @Test
  void shouldReadNoAbyss() {
    for (int depth : new int[] {101, 100_000}) {
      String deep = "<a>".repeat(depth) + "</a>".repeat(depth);
      assertThrows(IllegalArgumentException.class, () -> text(deep));
    }
    text("<a>".repeat(100) + "</a>".repeat(100));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTF-8",
        "UTF-16BE",
        "UTF-16LE",
        "US-ASCII",
        "ISO-8859-1",
        "ISO-8859-15",
        "windows-1252"
      })
  void shouldKeepTheEncoding(String name) {
    Charset encoding = Charset.forName(name);
    String mark = name.startsWith("UTF-16") ? "\uFEFF" : "";
    String euro = encoding.newEncoder().canEncode('€') ? "€" : "&#8364;";
    String before = mark + "<?xml version='1.0' encoding='" + name + "'?>\r\n<a b='1'>1</a>\r\n";
    ConfigurationText text = XmlText.read(before.getBytes(encoding));
    assertArrayEquals(
        before.replace(">1<", ">" + euro + "<").getBytes(encoding), text.with("/a", "€").bytes());
    assertEquals(Optional.of("€"), text.with("/a/@b", "€").get("/a/@b"));
    assertArrayEquals(before.getBytes(encoding), text.bytes());
  }

  @Test
  void shouldReadNoBytesThatAreNotOfTheEncoding() {
    byte[] bytes = "<a>é</a>".getBytes(StandardCharsets.ISO_8859_1);
    assertThrows(IllegalArgumentException.class, () -> XmlText.read(bytes));
  }

  @Test
  void shouldChangeRandomFilesAndGiveThemBack() {
    long seed = Long.getLong("tests.seed", System.nanoTime());
    System.out.println("XML with -Dtests.seed=" + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 1_000; round++) {
      RandomXml made = new RandomXml(random);
      ConfigurationText before = XmlText.read(made.text().getBytes(StandardCharsets.UTF_8));
      for (RandomXml.Value value : made.values()) {
        String written = before.written(value.path()).orElseThrow();
        ConfigurationText changed = before.with(value.path(), "n<w");
        String expected =
            made.text().substring(0, value.start())
                + "n&#60;w"
                + made.text().substring(value.end());
        assertEquals(expected, string(changed), value.path());
        assertEquals(before, changed.withWritten(value.path(), written));
      }
      for (String element : made.elements()) {
        String key = element + "/@new";
        ConfigurationText more = before.with(key, "7");
        assertEquals(Optional.of("7"), more.get(key));
        assertEquals(before, more.without(key), "after " + key);
      }
    }
  }

  /** A file with all its values; blanks, comments and instructions are anywhere. */
  private static final class RandomXml {
    record Value(String path, int start, int end) {}

    private static final List<String> NAMES = List.of("a", "b", "ä-1", "p:b");
    private static final List<String> TEXTS =
        List.of(
            "x", " ", "é\uD83D\uDE00", "&amp;", "<![CDATA[<a>&]]>", "\r\n", "&#xE9;", "]>", "'\"");
    private static final List<String> BETWEEN =
        List.of("", "", "\n  ", "\r\n", "<!-- <a x='1'> -->", "<?p <a>?>");
    private static final List<String> VALUES = List.of("", "1", "a=b", "/>", "é", "&lt;", "x  y");

    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private final List<Value> values = new ArrayList<>();
    private final List<String> elements = new ArrayList<>();

    RandomXml(Random random) {
      this.random = random;
      text.append(random.nextBoolean() ? "<?xml version=\"1.0\"?>\n" : "");
      element("r", "/r", 0);
      text.append(pick(BETWEEN));
    }

    String text() {
      return text.toString();
    }

    List<Value> values() {
      return values;
    }

    List<String> elements() {
      return elements;
    }

    private String pick(List<String> from) {
      return from.get(random.nextInt(from.size()));
    }

    private void element(String name, String path, int depth) {
      elements.add(path);
      text.append('<').append(name).append(depth == 0 ? " xmlns:p='u'" : "");
      for (String attribute : NAMES) {
        if (random.nextInt(3) == 0) {
          attribute(attribute, path + "/@" + attribute);
        }
      }
      text.append(random.nextBoolean() ? " " : "");
      int kind = depth == 0 ? 2 : random.nextInt(4);
      if (kind == 0) {
        text.append("/>");
        return;
      }
      text.append('>');
      if (kind == 1 || depth > 3) {
        int start = text.length();
        for (int i = random.nextInt(4); i > 0; i--) {
          text.append(pick(TEXTS));
        }
        values.add(new Value(path, start, text.length()));
        text.append("</").append(name).append('>');
        return;
      }
      children(path, depth);
      text.append("</").append(name).append(random.nextBoolean() ? " >" : ">");
    }

    private void attribute(String name, String path) {
      text.append(random.nextBoolean() ? " " : "\n   ").append(name);
      text.append(random.nextBoolean() ? "=" : " = ");
      String quote = random.nextBoolean() ? "'" : "\"";
      text.append(quote);
      int start = text.length();
      text.append(pick(VALUES));
      values.add(new Value(path, start, text.length()));
      text.append(quote);
    }

    private void children(String path, int depth) {
      int[] count = new int[NAMES.size()];
      for (int i = random.nextInt(5); i > 0; i--) {
        text.append(pick(BETWEEN));
        int name = random.nextInt(count.length);
        count[name]++;
        String child = path + '/' + NAMES.get(name) + '[' + count[name] + ']';
        element(NAMES.get(name), child, depth + 1);
      }
      text.append(pick(BETWEEN));
    }
  }

  /** $ ends a line in the tables above. */
  private static String real(String text) {
    return text.replace('$', '\n');
  }

  private static ConfigurationText text(String text) {
    return XmlText.read(real(text).getBytes(StandardCharsets.UTF_8));
  }

  private static String string(ConfigurationText text) {
    return new String(text.bytes(), StandardCharsets.UTF_8);
  }
}
