package org.contentmover.content.configuration;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.contentmover.content.configuration.JsonPlace.Member;

/**
 * A JSON file. Keys are JSON pointers (RFC 6901), values are JSON: a text in quotation marks, a
 * number, true, false or null. Objects get and lose members; lists keep theirs, and objects and
 * lists stay what they are. Comments are left alone.
 */
record JsonText(String text) implements ConfigurationText {
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder().maxNestingDepth(Spans.MAX_DEPTH).build();
  private static final JsonFactory VALUES =
      JsonFactory.builder().streamReadConstraints(LIMITS).build();
  private static final JsonFactory FILES =
      JsonFactory.builder()
          .streamReadConstraints(LIMITS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .build();

  static ConfigurationText read(byte[] bytes) {
    JsonText text = new JsonText(Spans.decoded(bytes, StandardCharsets.UTF_8));
    text.place("/");
    return text;
  }

  @Override
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Optional<String> get(String key) {
    return place(key).found().map(it -> text.substring(it.valueStart(), it.valueEnd()));
  }

  @Override
  public Optional<String> written(String key) {
    return get(key);
  }

  @Override
  public JsonText with(String key, String value) {
    requireValue(key, value);
    return withWritten(key, value);
  }

  @Override
  public JsonText withWritten(String key, String value) {
    JsonPlace place = place(key);
    Optional<Member> found = place.found();
    if (found.isPresent()) {
      return changed(found.get().valueStart(), found.get().valueEnd(), value, key);
    }
    place.requireRoom();
    String name = '"' + escaped(place.name()) + '"';
    Optional<Member> last = place.last();
    if (last.isEmpty()) {
      return changed(place.inside(), place.inside(), name + ": " + value, key);
    }
    Member before = last.get();
    String lead = text.substring(Spans.blanksBefore(text, before.nameStart()), before.nameStart());
    String colon = text.substring(endOfText(before.nameStart()), before.valueStart());
    boolean plain = colon.strip().equals(":");
    int end = before.valueEnd();
    return changed(end, end, ',' + lead + name + (plain ? colon : ": ") + value, key);
  }

  @Override
  public JsonText without(String key) {
    JsonPlace place = place(key);
    Optional<Member> found = place.found();
    if (found.isEmpty()) {
      return this;
    }
    place.requireRoom();
    Member gone = found.get();
    Optional<Member> previous = place.previous();
    Optional<Member> next = place.next();
    if (previous.isPresent()) {
      int comma = comma(previous.get().valueEnd());
      boolean commented = !text.substring(comma + 1, gone.nameStart()).isBlank();
      int from = commented ? gone.nameStart() : comma;
      String left = Spans.replaced(text, from, gone.valueEnd(), "");
      return sound(commented ? Spans.replaced(left, comma, comma + 1, "") : left, key);
    }
    if (next.isPresent()) {
      int comma = comma(gone.valueEnd());
      boolean commented =
          !text.substring(gone.valueEnd(), comma).isBlank()
              || !text.substring(comma + 1, next.get().nameStart()).isBlank();
      if (!commented) {
        return changed(gone.nameStart(), next.get().nameStart(), "", key);
      }
      String left = Spans.replaced(text, comma, comma + 1, "");
      return sound(Spans.replaced(left, gone.nameStart(), gone.valueEnd(), ""), key);
    }
    return changed(gone.nameStart(), gone.valueEnd(), "", key);
  }

  private JsonText changed(int from, int to, String with, String key) {
    return sound(Spans.replaced(text, from, to, with), key);
  }

  private static JsonText sound(String text, String key) {
    JsonText changed = new JsonText(text);
    changed.place(key);
    return changed;
  }

  /** The first comma from a place on that is in no comment. */
  private int comma(int from) {
    int at = from;
    while (text.charAt(at) != ',') {
      if (text.startsWith("//", at)) {
        while (text.charAt(at) != '\n' && text.charAt(at) != '\r') {
          at++;
        }
      } else {
        at = text.startsWith("/*", at) ? text.indexOf("*/", at + 2) + 2 : at + 1;
      }
    }
    return at;
  }

  /** Behind the text in quotation marks that begins at a place. */
  private int endOfText(int start) {
    int at = start + 1;
    while (text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  private static String escaped(String name) {
    return name.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static void requireValue(String key, String value) {
    boolean scalar = false;
    try (JsonParser parser = VALUES.createParser(value)) {
      JsonToken token = parser.nextToken();
      scalar = token != null && token.isScalarValue();
      parser.finishToken();
      scalar &= parser.nextToken() == null;
    } catch (IOException e) {
      scalar = false;
    }
    if (!scalar) {
      throw new IllegalArgumentException(
          "the value of the entry "
              + key
              + " is no JSON value: it has to be a text in quotation marks, a number, true, false"
              + " or null");
    }
  }

  /** Looks through the whole file, whether it is one, and where an entry is. */
  private JsonPlace place(String key) {
    JsonPlace place = new JsonPlace(key);
    int mark = Spans.markChars(text);
    try (JsonParser parser = FILES.createParser(Spans.unmarked(text))) {
      if (parser.nextToken() == null) {
        throw new IllegalArgumentException("it is no JSON file: it is empty");
      }
      readValue(parser, mark, 0, place, true);
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException(
            "it is no JSON file: something stands behind its end, in line "
                + parser.currentTokenLocation().getLineNr());
      }
      return place;
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "it is no sound JSON file: "
              + e.getOriginalMessage()
              + (e.getLocation() == null
                  ? ""
                  : ", in line "
                      + e.getLocation().getLineNr()
                      + ", column "
                      + e.getLocation().getColumnNr()),
          e);
    } catch (IOException e) {
      throw new IllegalArgumentException("it is no JSON file: " + e.getMessage(), e);
    }
  }

  /** Says where the value ends. */
  private int readValue(JsonParser parser, int mark, int depth, JsonPlace place, boolean onPath)
      throws IOException {
    int start = mark + (int) parser.currentTokenLocation().getCharOffset();
    JsonToken token = parser.currentToken();
    if (!token.isStructStart()) {
      place.scalar(depth, onPath);
      return token == JsonToken.VALUE_STRING ? endOfText(start) : start + parser.getTextLength();
    }
    boolean object = token == JsonToken.START_OBJECT;
    place.container(depth, onPath, object, start + 1);
    int index = 0;
    while (!parser.nextToken().isStructEnd()) {
      int nameStart = mark + (int) parser.currentTokenLocation().getCharOffset();
      String name = object ? parser.currentName() : Integer.toString(index++);
      if (object) {
        parser.nextToken();
      }
      int valueStart = mark + (int) parser.currentTokenLocation().getCharOffset();
      boolean step = onPath && place.isStep(depth, name);
      int valueEnd = readValue(parser, mark, depth + 1, place, step);
      if (onPath) {
        place.member(depth, step, new Member(nameStart, valueStart, valueEnd));
      }
    }
    return mark + (int) parser.currentTokenLocation().getCharOffset() + 1;
  }
}
