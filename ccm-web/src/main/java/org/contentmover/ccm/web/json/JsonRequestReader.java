package org.contentmover.ccm.web.json;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParsingException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotSupportedException;
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
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;

/** Reads the JSON body of a request into the record a resource method takes. Stateless. */
@Consumes(MediaType.APPLICATION_JSON)
public class JsonRequestReader implements MessageBodyReader<Record> {
  /** A leader's report of 10,000 servers with two sites each is about 6 MB. */
  static final int MAX_BYTES = 8 * 1024 * 1024;

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
    requireUtf8(mediaType);
    byte[] bytes = body.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new ClientErrorException(Status.REQUEST_ENTITY_TOO_LARGE);
    }
    if (bytes.length == 0) {
      throw malformed("The request has no body; send a JSON object.");
    }
    String text = text(bytes);
    List<FieldError> twice = fieldsGivenTwice(text);
    JsonValue document = document(text);
    boolean extensible = Arrays.stream(annotations).anyMatch(Extensible.class::isInstance);
    return extensible
        ? JsonRecordReader.readExtensible(document, type, twice)
        : JsonRecordReader.read(document, type, twice);
  }

  /**
   * What is said to be in another charset and happens to be UTF-8 as well would say other words.
   */
  private static void requireUtf8(MediaType mediaType) {
    String charset = mediaType.getParameters().get(MediaType.CHARSET_PARAMETER);
    if (charset != null && !isUtf8(charset)) {
      throw new NotSupportedException();
    }
  }

  private static boolean isUtf8(String charset) {
    try {
      return Charset.forName(charset).equals(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException unknown) {
      return false;
    }
  }

  private static List<FieldError> fieldsGivenTwice(String text) {
    try {
      return TextCheck.fieldsGivenTwice(text);
    } catch (JsonParsingException broken) {
      throw malformed(
          "The body is no JSON: what is in line "
              + broken.getLocation().getLineNumber()
              + " cannot be understood.");
    } catch (JsonException | NoSuchElementException empty) {
      throw malformed("The body is no JSON document; send a JSON object.");
    }
  }

  private static JsonValue document(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readValue();
    } catch (RuntimeException unusable) {
      // Of providers that have no exception of their own for what is JSON, and too much for them.
      throw malformed("The body has a number that is longer than any field can be.");
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
