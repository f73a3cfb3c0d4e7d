package org.contentmover.ccm.web.json;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;

/**
 * Writes records as JSON objects, components in their order; nulls as {@code null}, so that a
 * reader sees every field there is. Times are ISO-8601 in UTC. Stateless and thread-safe.
 */
public final class JsonRecordWriter {
  private JsonRecordWriter() {}

  public static JsonValue toJson(Object value) {
    if (value == null) {
      return JsonValue.NULL;
    }
    if (value instanceof JsonValue json) {
      return json;
    }
    if (value instanceof Boolean truth) {
      return truth ? JsonValue.TRUE : JsonValue.FALSE;
    }
    if (value instanceof Number number) {
      return number(number);
    }
    if (value instanceof Record fields) {
      return JsonRecordReader.isValueOfOneString(fields.getClass())
          ? toJson(component(fields, fields.getClass().getRecordComponents()[0]))
          : object(fields);
    }
    if (value instanceof Collection<?> items) {
      JsonArrayBuilder array = Json.createArrayBuilder();
      items.forEach(item -> array.add(toJson(item)));
      return array.build();
    }
    if (value instanceof Map<?, ?> entries) {
      JsonObjectBuilder object = Json.createObjectBuilder();
      entries.forEach((key, entry) -> object.add(key.toString(), toJson(entry)));
      return object.build();
    }
    // Texts, identifiers, enum constants and times: all have their form in toString().
    return Json.createValue(value instanceof Enum<?> constant ? constant.name() : value.toString());
  }

  private static JsonValue number(Number number) {
    if (number instanceof Double || number instanceof Float) {
      double exact = number.doubleValue();
      return Double.isFinite(exact) ? Json.createValue(exact) : JsonValue.NULL;
    }
    if (number instanceof BigDecimal decimal) {
      return Json.createValue(decimal);
    }
    return number instanceof BigInteger integer
        ? Json.createValue(integer)
        : Json.createValue(number.longValue());
  }

  private static JsonValue object(Record fields) {
    JsonObjectBuilder object = Json.createObjectBuilder();
    for (RecordComponent component : fields.getClass().getRecordComponents()) {
      object.add(JsonRecordReader.jsonName(component), toJson(component(fields, component)));
    }
    return object.build();
  }

  private static Object component(Record fields, RecordComponent component) {
    try {
      var accessor = component.getAccessor();
      accessor.trySetAccessible();
      return accessor.invoke(fields);
    } catch (ReflectiveOperationException unreadable) {
      throw new IllegalStateException(component + " cannot be written as JSON", unreadable);
    }
  }
}
