package org.contentmover.content.configuration;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A Java properties file of which single entries are read and changed; every byte that is not part
 * of such an entry stays. Immutable.
 *
 * <p>The text is the file's bytes, each as one character (ISO 8859-1): so nothing is lost, whatever
 * encoding its comments have. Values that are written are ASCII, with escapes.
 */
record PropertiesText(String text) implements ConfigurationText {
  /** A logical line: an entry, or blank, or a comment. */
  private record Line(int start, int end, int keyEnd, int valueStart, int valueEnd, String key) {}

  static ConfigurationText read(byte[] bytes) {
    PropertiesText text = new PropertiesText(new String(bytes, StandardCharsets.ISO_8859_1));
    load(text.text);
    return text;
  }

  @Override
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Where a key is there twice, the last counts. */
  @Override
  public Optional<String> get(String key) {
    return last(key).map(line -> value(text.substring(line.start, line.end)));
  }

  /** What separates key and value belongs to it. */
  @Override
  public Optional<String> written(String key) {
    return last(key).map(line -> text.substring(line.keyEnd, line.valueEnd));
  }

  /** In the place of the last entry of this key, or at the end. */
  @Override
  public PropertiesText with(String key, String value) {
    String separator = last(key).map(it -> text.substring(it.keyEnd, it.valueStart)).orElse("");
    return withWritten(key, (separator.isEmpty() ? "=" : separator) + escaped(value));
  }

  @Override
  public PropertiesText withWritten(String key, String written) {
    requireKey(key);
    String value = value(key + written);
    Optional<Line> last = last(key);
    if (last.isPresent()) {
      return changed(
          Spans.replaced(text, last.get().keyEnd, last.get().valueEnd, written), key, value);
    }
    String end = text.contains("\r\n") ? "\r\n" : "\n";
    boolean open = !text.isEmpty() && !text.endsWith("\n") && !text.endsWith("\r");
    return changed(text + (open ? end : "") + key + written + end, key, value);
  }

  private Optional<Line> last(String key) {
    return lines().stream().filter(line -> key.equals(line.key)).reduce((a, b) -> b);
  }

  /** A path would be read as something else. */
  private static void requireKey(String key) {
    if (key.startsWith("/")) {
      throw new IllegalArgumentException(
          "the key " + key + " is a path; the keys of a properties file are names like db.url");
    }
  }

  @Override
  public PropertiesText without(String key) {
    StringBuilder left = new StringBuilder();
    for (Line line : lines()) {
      if (!key.equals(line.key)) {
        left.append(text, line.start, line.end);
      }
    }
    return changed(left.toString(), key, null);
  }

  /** Nothing is changed that a program would read otherwise than was meant. */
  private PropertiesText changed(String newText, String key, String value) {
    Properties expected = load(text);
    if (value == null) {
      expected.remove(key);
    } else {
      expected.setProperty(key, value);
    }
    if (!load(newText).equals(expected)) {
      throw new IllegalArgumentException(
          "the entry " + key + " cannot be changed without changing another; edit it by hand");
    }
    return new PropertiesText(newText);
  }

  /** All lines, each with its end; one that ends with a backslash goes on in the next. */
  private List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      Line line = line(at);
      lines.add(line);
      at = line.end;
    }
    return lines;
  }

  private Line line(int start) {
    int content = skipBlanks(start);
    boolean comment =
        content < text.length() && (text.charAt(content) == '#' || text.charAt(content) == '!');
    int contentEnd = endOfNatural(content);
    while (!comment && isContinued(content, contentEnd)) {
      contentEnd = endOfNatural(skipBlanks(afterLineEnd(contentEnd)));
    }
    int end = afterLineEnd(contentEnd);
    if (comment || content >= contentEnd) {
      return new Line(start, end, contentEnd, contentEnd, contentEnd, null);
    }
    int keyEnd = content;
    while (keyEnd < contentEnd && " \t\f=:".indexOf(text.charAt(keyEnd)) < 0) {
      keyEnd += text.charAt(keyEnd) == '\\' ? 2 : 1;
    }
    int valueStart = skipBlanks(Math.min(keyEnd, contentEnd));
    if (valueStart < contentEnd && "=:".indexOf(text.charAt(valueStart)) >= 0) {
      valueStart = skipBlanks(valueStart + 1);
    }
    return new Line(
        start,
        end,
        Math.min(keyEnd, contentEnd),
        Math.min(valueStart, contentEnd),
        contentEnd,
        key(text.substring(content, end)));
  }

  private int skipBlanks(int from) {
    int at = from;
    while (at < text.length() && " \t\f".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private int endOfNatural(int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      at++;
    }
    return at;
  }

  private int afterLineEnd(int at) {
    if (at < text.length() && text.startsWith("\r\n", at)) {
      return at + 2;
    }
    return Math.min(at + 1, text.length());
  }

  /** An odd number of backslashes stands at the end, and another line follows. */
  private boolean isContinued(int from, int end) {
    int backslashes = 0;
    while (end - backslashes > from && text.charAt(end - backslashes - 1) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1 && end < text.length();
  }

  private static String key(String line) {
    return load(line).stringPropertyNames().stream().findFirst().orElse(null);
  }

  private static String value(String line) {
    Properties properties = load(line);
    return properties.stringPropertyNames().stream()
        .map(properties::getProperty)
        .findFirst()
        .orElse("");
  }

  /** What a program that reads the file makes of it. */
  private static Properties load(String text) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("it is no properties file: " + e.getMessage(), e);
    }
    return properties;
  }

  private static String escaped(String value) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' || (i == 0 && c == ' ')) {
        escaped.append('\\').append(c);
      } else if (c >= ' ' && c <= '~') {
        escaped.append(c);
      } else {
        escaped.append(String.format("\\u%04X", (int) c));
      }
    }
    return escaped.toString();
  }
}
