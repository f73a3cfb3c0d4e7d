package org.contentmover.agent.ccm;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Typed reading of a JSON object. Unknown fields are passed over, so that the other side may be
 * newer; a missing or wrong one is named.
 */
public final class Fields {
  private final JsonObject object;

  public Fields(JsonObject object) {
    this.object = object;
  }

  /** Reads bytes that must be one JSON object, strictly: a damaged name would be another one. */
  public static Fields parse(byte[] utf8) throws MalformedMessage {
    try {
      return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      throw new MalformedMessage("not UTF-8: " + e.getMessage());
    }
  }

  /** Reads a text that must be one JSON object. */
  public static Fields parse(String text) throws MalformedMessage {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return new Fields(reader.readObject());
    } catch (RuntimeException e) {
      // Of every kind: the parser has none of its own for what is nested too deeply.
      throw new MalformedMessage("not a JSON object: " + e.getMessage());
    }
  }

  public JsonObject json() {
    return object;
  }

  public String text(String name) throws MalformedMessage {
    return optionalText(name).orElseThrow(() -> wrong(name, "a string"));
  }

  public Optional<String> optionalText(String name) {
    return object.get(name) instanceof JsonString value
        ? Optional.of(value.getString())
        : Optional.empty();
  }

  public long number(String name) throws MalformedMessage {
    if (object.get(name) instanceof JsonNumber value) {
      try {
        return value.longValueExact();
      } catch (ArithmeticException e) {
        throw wrong(name, "a whole number");
      }
    }
    throw wrong(name, "a number");
  }

  public boolean flag(String name) {
    return object.get(name) == JsonValue.TRUE;
  }

  /** A text read by a parser that rejects with IllegalArgumentException or DateTimeException. */
  public <T> T parsed(String name, Function<String, T> parser) throws MalformedMessage {
    String value = text(name);
    try {
      return parser.apply(value);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new MalformedMessage("field " + name + ": " + e.getMessage());
    }
  }

  public UUID id(String name) throws MalformedMessage {
    return parsed(name, UUID::fromString);
  }

  /** An http or https URL. */
  public URI url(String name) throws MalformedMessage {
    URI url = parsed(name, URI::create);
    if (url.getHost() == null || !("http".equals(url.getScheme()) || isTls(url))) {
      throw wrong(name, "an absolute http or https URL");
    }
    return url;
  }

  private static boolean isTls(URI url) {
    return "https".equals(url.getScheme());
  }

  public Fields nested(String name) throws MalformedMessage {
    return optionalNested(name).orElseThrow(() -> wrong(name, "an object"));
  }

  public Optional<Fields> optionalNested(String name) {
    return object.get(name) instanceof JsonObject value
        ? Optional.of(new Fields(value))
        : Optional.empty();
  }

  public List<String> texts(String name) throws MalformedMessage {
    List<String> values = new ArrayList<>();
    for (JsonValue value : array(name)) {
      if (!(value instanceof JsonString string)) {
        throw wrong(name, "an array of strings");
      }
      values.add(string.getString());
    }
    return values;
  }

  public List<Fields> objects(String name) throws MalformedMessage {
    List<Fields> values = new ArrayList<>();
    for (JsonValue value : array(name)) {
      if (!(value instanceof JsonObject nested)) {
        throw wrong(name, "an array of objects");
      }
      values.add(new Fields(nested));
    }
    return values;
  }

  private List<JsonValue> array(String name) throws MalformedMessage {
    if (object.get(name) instanceof JsonArray array) {
      return array;
    }
    throw wrong(name, "an array");
  }

  private MalformedMessage wrong(String name, String wanted) {
    JsonValue found = object.get(name);
    return new MalformedMessage(
        "field " + name + " is " + (found == null ? "missing" : found) + "; needed is " + wanted);
  }
}
