package org.contentmover.ccm.web.json;

import jakarta.json.Json;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Goes through a JSON text once, for what reading it into a document would not show: text that
 * follows it, fields that are given twice, and a depth for which each provider has a limit and a
 * message of its own. Instances serve one text.
 */
final class TextCheck {
  /** Many times what any document has. */
  static final int MOST_DEPTH = 100;

  /** Whoever sends more has not made one mistake after the other. */
  private static final int MOST_ERRORS = 20;

  private final JsonParser parser;
  private final Deque<Level> levels = new ArrayDeque<>();
  private final List<FieldError> errors = new ArrayList<>();

  /** An object or a list that has begun. */
  private static final class Level {
    private final Set<String> names;
    private String field;
    private int items;

    Level(boolean object) {
      names = object ? new HashSet<>() : null;
    }
  }

  private TextCheck(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * The fields that are given twice: whichever were taken, the caller may have meant the other.
   *
   * @throws JsonParsingException when it is no JSON
   * @throws InvalidDocumentException when it is nested too deeply
   */
  static List<FieldError> fieldsGivenTwice(String text) {
    try (JsonParser parser = Json.createParser(new StringReader(text))) {
      TextCheck check = new TextCheck(parser);
      while (parser.hasNext()) {
        check.take(parser.next());
      }
      return check.errors;
    }
  }

  private void take(JsonParser.Event event) {
    switch (event) {
      case KEY_NAME -> name(parser.getString());
      case END_OBJECT, END_ARRAY -> levels.pop();
      case START_OBJECT, START_ARRAY -> {
        item();
        levels.push(new Level(event == JsonParser.Event.START_OBJECT));
        if (levels.size() > MOST_DEPTH) {
          throw new InvalidDocumentException(
              "The body has more than "
                  + MOST_DEPTH
                  + " objects and lists in one another; no document needs that many. Look for"
                  + " brackets that are not closed.",
              List.of());
        }
      }
      default -> item();
    }
  }

  private void item() {
    if (!levels.isEmpty()) {
      levels.peek().items++;
    }
  }

  private void name(String name) {
    Level object = levels.peek();
    object.field = name;
    if (!object.names.add(name) && errors.size() < MOST_ERRORS) {
      errors.add(
          new FieldError(
              place(),
              "is given twice, the second time in line "
                  + parser.getLocation().getLineNumber()
                  + "; give it once"));
    }
  }

  /** As {@link FieldError} writes it. */
  private String place() {
    StringBuilder place = new StringBuilder();
    for (Iterator<Level> it = levels.descendingIterator(); it.hasNext(); ) {
      Level level = it.next();
      if (level.names == null) {
        place.append('[').append(level.items - 1).append(']');
      } else {
        place.append(place.isEmpty() ? "" : ".").append(level.field);
      }
    }
    return place.toString();
  }
}
