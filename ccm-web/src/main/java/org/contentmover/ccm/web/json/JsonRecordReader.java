package org.contentmover.ccm.web.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Reads a JSON object into a record. Primitive components must be there; others may be missing or
 * {@code null}, whether they are needed is the service's to say. Every error of a document is found
 * in one reading. Instances serve one document; depends on no JSON-B provider, so that every server
 * reads the same way.
 */
public final class JsonRecordReader {
  private final boolean unknownFieldsIgnored;
  private final List<FieldError> errors;

  private JsonRecordReader(boolean unknownFieldsIgnored, List<FieldError> found) {
    this.unknownFieldsIgnored = unknownFieldsIgnored;
    this.errors = new ArrayList<>(found);
  }

  /**
   * Reads a person's document: an unknown field is an error.
   *
   * @throws InvalidDocumentException naming every field that is missing, unknown or of a wrong kind
   */
  public static <T extends Record> T read(JsonValue document, Class<T> type) {
    return read(document, type, List.of());
  }

  /**
   * As {@link #read(JsonValue, Class)}.
   *
   * @param found what is wrong with the text already, and told together with the rest
   */
  static <T extends Record> T read(JsonValue document, Class<T> type, List<FieldError> found) {
    return new JsonRecordReader(false, found).document(document, type);
  }

  /** Reads a server's document: unknown fields are ignored, see {@link Extensible}. */
  static <T extends Record> T readExtensible(
      JsonValue document, Class<T> type, List<FieldError> found) {
    return new JsonRecordReader(true, found).document(document, type);
  }

  private <T extends Record> T document(JsonValue document, Class<T> type) {
    Object value = value(document, type, "");
    if (!errors.isEmpty()) {
      throw new InvalidDocumentException(
          "The document has fields that cannot be used; each is named with what is allowed.",
          errors);
    }
    return type.cast(value);
  }

  private Object value(JsonValue json, Type type, String at) {
    if (json == JsonValue.NULL && !at.isEmpty() && !isPrimitive(type)) {
      return null;
    }
    if (type instanceof ParameterizedType generic) {
      return items(json, generic, at);
    }
    Class<?> wanted = (Class<?>) type;
    if (wanted.isRecord()) {
      return isValueOfOneString(wanted) ? wrapped(json, wanted, at) : object(json, wanted, at);
    }
    if (wanted == boolean.class || wanted == Boolean.class) {
      return truth(json, wanted, at);
    }
    if (wanted == double.class || wanted == Double.class) {
      return json instanceof JsonNumber number
          ? (Object) number.doubleValue()
          : mismatch(json, wanted, at);
    }
    if (isWholeNumber(wanted)) {
      return wholeNumber(json, wanted, at);
    }
    return json instanceof JsonString text
        ? fromText(text.getString(), wanted, at)
        : mismatch(json, wanted, at);
  }

  private Object items(JsonValue json, ParameterizedType type, String at) {
    if (!(json instanceof JsonArray array)) {
      return wrong(at, "must be a list, but is " + kindOf(json));
    }
    Type itemType = type.getActualTypeArguments()[0];
    List<Object> items = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      String place = at + "[" + i + "]";
      items.add(
          array.get(i) == JsonValue.NULL
              ? wrong(place, "must not be null")
              : value(array.get(i), itemType, place));
    }
    return type.getRawType() == Set.class ? new LinkedHashSet<>(items) : items;
  }

  private Object object(JsonValue json, Class<?> type, String at) {
    if (!(json instanceof JsonObject object)) {
      return wrong(at, "must be an object, but is " + kindOf(json));
    }
    RecordComponent[] components = type.getRecordComponents();
    refuseUnknown(object, components, at);
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String name = jsonName(components[i]);
      String place = at.isEmpty() ? name : at + "." + name;
      JsonValue given = object.get(name);
      if (given != null) {
        values[i] = value(given, components[i].getGenericType(), place);
      } else if (isPrimitive(components[i].getType())) {
        wrong(place, "is required and must be " + nameOf(components[i].getType()));
      }
    }
    return errors.isEmpty() ? construct(type, components, values, at) : null;
  }

  private void refuseUnknown(JsonObject object, RecordComponent[] components, String at) {
    if (unknownFieldsIgnored) {
      return;
    }
    List<String> known = Arrays.stream(components).map(JsonRecordReader::jsonName).toList();
    for (String field : object.keySet()) {
      if (!known.contains(field)) {
        wrong(
            at.isEmpty() ? field : at + "." + field,
            "is not known here; the fields are " + String.join(", ", known));
      }
    }
  }

  /** The component's name, or the one it has on the wire where that is no Java name. */
  static String jsonName(RecordComponent component) {
    JsonbProperty property = component.getAccessor().getAnnotation(JsonbProperty.class);
    return property == null ? component.getName() : property.value();
  }

  private Object construct(
      Class<?> type, RecordComponent[] components, Object[] values, String at) {
    try {
      Class<?>[] signature =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return type.getDeclaredConstructor(signature).newInstance(values);
    } catch (InvocationTargetException refused) {
      if (refused.getCause() instanceof IllegalArgumentException reason) {
        return wrong(at, reason.getMessage());
      }
      throw new IllegalStateException("constructor of " + type + " failed", refused.getCause());
    } catch (ReflectiveOperationException unreadable) {
      throw new IllegalStateException(type + " cannot be read from JSON", unreadable);
    }
  }

  private Object wrapped(JsonValue json, Class<?> type, String at) {
    if (!(json instanceof JsonString text)) {
      return mismatch(json, String.class, at);
    }
    return construct(type, type.getRecordComponents(), new Object[] {text.getString()}, at);
  }

  /** Names and other values that are one checked text are written as that text. */
  static boolean isValueOfOneString(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    return components.length == 1
        && components[0].getName().equals("value")
        && components[0].getType() == String.class;
  }

  private Object truth(JsonValue json, Class<?> wanted, String at) {
    return switch (json.getValueType()) {
      case TRUE -> Boolean.TRUE;
      case FALSE -> Boolean.FALSE;
      default -> mismatch(json, wanted, at);
    };
  }

  private Object wholeNumber(JsonValue json, Class<?> wanted, String at) {
    if (!(json instanceof JsonNumber number)) {
      return mismatch(json, wanted, at);
    }
    try {
      return wanted == int.class || wanted == Integer.class
          ? (Object) number.intValueExact()
          : (Object) number.longValueExact();
    } catch (ArithmeticException notExact) {
      return wrong(at, "must be " + nameOf(wanted) + ", but is " + number);
    }
  }

  private Object fromText(String text, Class<?> wanted, String at) {
    try {
      if (wanted == String.class) {
        return text;
      }
      if (wanted == UUID.class) {
        return UUID.fromString(text);
      }
      if (wanted == Instant.class) {
        return OffsetDateTime.parse(text).toInstant();
      }
      if (wanted == Duration.class) {
        return Duration.parse(text);
      }
      if (wanted.isEnum()) {
        return constant(text, wanted);
      }
    } catch (IllegalArgumentException | DateTimeException malformed) {
      return wrong(at, "must be " + nameOf(wanted) + ", but is \"" + text + "\"");
    }
    throw new IllegalStateException("a field of " + wanted + " cannot be read from JSON");
  }

  private static Object constant(String text, Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> ((Enum<?>) constant).name().equals(text))
        .findFirst()
        .orElseThrow(IllegalArgumentException::new);
  }

  private Object mismatch(JsonValue json, Class<?> wanted, String at) {
    return wrong(at, "must be " + nameOf(wanted) + ", but is " + kindOf(json));
  }

  /** Notes the error and goes on, so that one answer names all of them. */
  private Object wrong(String at, String message) {
    errors.add(new FieldError(at, message));
    return null;
  }

  private static boolean isPrimitive(Type type) {
    return type instanceof Class<?> known && known.isPrimitive();
  }

  private static boolean isWholeNumber(Class<?> type) {
    return type == int.class || type == Integer.class || type == long.class || type == Long.class;
  }

  private static String nameOf(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(Object::toString)
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    if (type == UUID.class) {
      return "a UUID";
    }
    if (type == Instant.class) {
      return "a time such as 2026-01-31T12:00:00Z";
    }
    if (type == Duration.class) {
      return "a duration such as PT30M";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == double.class || type == Double.class) {
      return "a number";
    }
    if (isWholeNumber(type)) {
      return "a whole number of " + (type == long.class || type == Long.class ? 64 : 32) + " bits";
    }
    return type.isRecord() && !isValueOfOneString(type) ? "an object" : "a text";
  }

  private static String kindOf(JsonValue json) {
    return switch (json.getValueType()) {
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      case STRING -> "a text";
      case NUMBER -> "a number";
      default -> json.toString().toLowerCase(Locale.ROOT);
    };
  }
}
