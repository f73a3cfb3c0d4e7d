package org.contentmover.ccm.web.json;

import jakarta.json.Json;
import jakarta.json.JsonConfig;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParsingException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.MessageBodyReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reads the JSON body of a request into the record a resource method takes. Stateless. */
@Consumes(MediaType.APPLICATION_JSON)
public class JsonRequestReader implements MessageBodyReader<Record> {
  /** A leader's report of 10,000 servers with two sites each is about 6 MB. */
  static final int MAX_BYTES = 8 * 1024 * 1024;

  /** A field given twice is an error: whichever were taken, the caller may have meant the other. */
  private static final JsonReaderFactory READERS =
      Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type.isRecord();
  }

  @Override
  public Record readFrom(
      Class<Record> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    byte[] bytes = body.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new ClientErrorException(Status.REQUEST_ENTITY_TOO_LARGE);
    }
    JsonValue document = parse(bytes);
    boolean extensible = Arrays.stream(annotations).anyMatch(Extensible.class::isInstance);
    return extensible
        ? JsonRecordReader.readExtensible(document, type)
        : JsonRecordReader.read(document, type);
  }

  static JsonValue parse(byte[] bytes) {
    if (bytes.length == 0) {
      throw malformed("The request has no body; send a JSON object.");
    }
    String text = text(bytes);
    try (JsonReader reader = READERS.createReader(new StringReader(text))) {
      JsonValue document = reader.readValue();
      refuseFurtherText(text);
      return document;
    } catch (JsonParsingException broken) {
      long line = broken.getLocation().getLineNumber();
      throw malformed(
          isJson(text)
              ? "A field is given twice; the second one is in line " + line + ". Give it once."
              : "The body is no JSON: what is in line " + line + " cannot be understood.");
    } catch (RuntimeException broken) {
      // Nested too deeply: the providers have no exception of their own for it.
      throw malformed("The body cannot be used: " + broken.getMessage());
    }
  }

  /** Whether it can be read but for fields that are given twice. */
  private static boolean isJson(String text) {
    try (JsonReader lenient = Json.createReader(new StringReader(text))) {
      lenient.readValue();
      refuseFurtherText(text);
      return true;
    } catch (RuntimeException broken) {
      return false;
    }
  }

  /** The reader stops after the first value and would not see what follows it. */
  private static void refuseFurtherText(String text) {
    try (JsonParser parser = Json.createParser(new StringReader(text))) {
      if (parser.next() == JsonParser.Event.START_OBJECT) {
        parser.skipObject();
        parser.hasNext();
      }
    }
  }

  /** The parser would replace bytes that are no UTF-8 silently, and a name would be another one. */
  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException noUtf8) {
      throw malformed("The body is not UTF-8 text.");
    }
  }

  private static InvalidDocumentException malformed(String message) {
    return new InvalidDocumentException(message, List.of());
  }
}
