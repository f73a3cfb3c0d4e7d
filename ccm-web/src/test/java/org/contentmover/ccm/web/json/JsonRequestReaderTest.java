package org.contentmover.ccm.web.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.contentmover.ccm.distribution.view.DistributionReport;
import org.contentmover.ccm.distribution.view.ServerReport;
import org.contentmover.ccm.job.view.JobType;
import org.contentmover.ccm.job.view.NewJob;
import org.contentmover.ccm.job.view.WaitPolicy;
import org.contentmover.ccm.security.view.NewUser;
import org.contentmover.ccm.security.view.Role;
import org.junit.jupiter.api.Test;

class JsonRequestReaderTest {
  private static final String INNER = "{\"name\":\"a\",\"size\":1}";

  record Kinds(
      String text,
      int small,
      long large,
      double share,
      boolean truth,
      Integer maybe,
      UUID id,
      Instant at,
      Duration lifetime,
      WaitPolicy policy,
      List<Inner> inner) {}

  record Inner(String name, long size) {}

  @Test
  void shouldReadEveryKindOfField() throws IOException {
    Kinds read =
        read(
            """
            {"text":"ä\\u0000b","small":-1,"large":9223372036854775807,"share":0.5,"truth":true,"maybe":null,
             "id":"00000000-0000-0001-0000-000000000002","at":"2026-01-31T12:00:00+01:00","lifetime":"PT30M",
             "policy":"WAIT","inner":[{"name":"a","size":1},{"name":null,"size":2}]}
            """,
            Kinds.class);

    assertEquals(
        new Kinds(
            "ä\0b",
            -1,
            Long.MAX_VALUE,
            0.5,
            true,
            null,
            new UUID(1, 2),
            Instant.parse("2026-01-31T11:00:00Z"),
            Duration.ofMinutes(30),
            WaitPolicy.WAIT,
            List.of(new Inner("a", 1), new Inner(null, 2))),
        read);
  }

  @Test
  void shouldLeaveWhatIsMissingToTheServiceExceptPrimitives() throws IOException {
    assertEquals(
        new NewJob("a", JobType.PUBLISH, null, null, null, null, null, null, null, null, null),
        read("{\"name\":\"a\",\"type\":\"PUBLISH\"}", NewJob.class));
    assertEquals(Set.of("size"), errors("{\"name\":\"a\"}", Inner.class).keySet());
  }

  @Test
  void shouldNameEveryFieldThatIsWrongAndWhatIsAllowed() {
    Map<String, String> errors =
        errors(
            """
            {"text":1,"small":2147483648,"large":1.5,"share":"x","truth":"yes","id":"1","at":"today",
             "lifetime":"1h","policy":"wait","inner":[{"name":"a","size":"1"},3,null],"colour":"red"}
            """,
            Kinds.class);

    assertEquals(
        Map.ofEntries(
            Map.entry("text", "must be a text, but is a number"),
            Map.entry("small", "must be a whole number of 32 bits, but is 2147483648"),
            Map.entry("large", "must be a whole number of 64 bits, but is 1.5"),
            Map.entry("share", "must be a number, but is a text"),
            Map.entry("truth", "must be true or false, but is a text"),
            Map.entry("id", "must be a UUID, but is \"1\""),
            Map.entry("at", "must be a time such as 2026-01-31T12:00:00Z, but is \"today\""),
            Map.entry("lifetime", "must be a duration such as PT30M, but is \"1h\""),
            Map.entry("policy", "must be one of WAIT, FAIL, but is \"wait\""),
            Map.entry("inner[0].size", "must be a whole number of 64 bits, but is a text"),
            Map.entry("inner[1]", "must be an object, but is a number"),
            Map.entry("inner[2]", "must not be null"),
            Map.entry(
                "colour",
                "is not known here; the fields are text, small, large, share, truth, maybe, id, at,"
                    + " lifetime, policy, inner")),
        errors);
  }

  @Test
  void shouldIgnoreUnknownFieldsOfServersOnly() throws IOException {
    String document =
        """
        {"server":"a","segment":"s","epoch":1,"sequence":2,"final":true,"fetchedBytes":3,"totalBytes":3,"weather":"fine",
         "servers":[{"server":"b","state":"RECEIVING","percent":5,"outcome":null,"reason":null,"liveVersion":0,
                     "at":"2026-01-01T00:00:00Z","mood":"good"}]}
        """;

    DistributionReport report = read(document, DistributionReport.class, extensible());

    assertTrue(report.isFinal());
    assertEquals(
        List.of(
            new ServerReport(
                "b", "RECEIVING", 5, null, null, 0, Instant.parse("2026-01-01T00:00:00Z"))),
        report.servers());
    assertEquals(
        Set.of("weather", "servers[0].mood"), errors(document, DistributionReport.class).keySet());
  }

  @Test
  void shouldReadSets() throws IOException {
    assertEquals(
        Set.of(Role.OPERATOR, Role.VIEWER),
        read(
                "{\"name\":\"a\",\"password\":\"b\",\"roles\":[\"VIEWER\",\"OPERATOR\",\"VIEWER\"]}",
                NewUser.class)
            .roles());
  }

  @Test
  void shouldSayWhereATextStopsBeingJson() {
    assertEquals(
        "The body is no JSON: what is in line 2 cannot be understood.",
        message("{\"name\":\n\"a\",\"si }"));
    assertEquals("The request has no body; send a JSON object.", message(""));
    assertTrue(message("{\"name\":\"a\"} x").startsWith("The body is no JSON"));
    assertEquals(
        "The body is no JSON: what is in line 2 cannot be understood.",
        message("{\"size\":1,\"size\":2}\n x"));
    for (String broken : List.of("{", "[1", "{\"name\":", "1 2")) {
      assertEquals(
          "The body is no JSON: what is in line 1 cannot be understood.", message(broken), broken);
    }
    assertTrue(message(" ").startsWith("The body is no JSON"), message(" "));
  }

  @Test
  void shouldNameAFieldThatIsGivenTwiceWithAllElseThatIsWrong() {
    assertEquals(
        Map.of(
            "name",
            "is given twice, the second time in line 2; give it once",
            "size",
            "must be a whole number of 64 bits, but is a text",
            "zz",
            "is not known here; the fields are name, size"),
        errors("{\"name\":\"a\",\"size\":\"1\",\n\"name\":\"b\",\"zz\":1}", Inner.class));
    String inside =
        """
        {"inner":[{"name":"a","size":1},
         {"name":"a","size":1,
          "size":2}]}
        """;
    assertEquals(
        "is given twice, the second time in line 3; give it once",
        errors(inside, Kinds.class).get("inner[1].size"));
  }

  @Test
  void shouldSayThatADocumentIsNestedTooDeeply() {
    for (String document : List.of("[".repeat(100_000), "{\"a\":".repeat(100_000))) {
      assertEquals(
          "The body has more than 100 objects and lists in one another; no document needs that"
              + " many. Look for brackets that are not closed.",
          message(document));
    }
    assertEquals(
        Set.of(""), errors("[".repeat(100) + "]".repeat(100), Inner.class).keySet(), "not deeper");
  }

  @Test
  void shouldSayThatANumberIsTooLong() {
    assertEquals(
        "The body has a number that is longer than any field can be.",
        message("{\"name\":\"a\",\"size\":" + "1".repeat(10_000) + "}"));
    for (String number : List.of("1e999999999", "1e-999999999", "0.1", "-" + "9".repeat(25))) {
      assertEquals(
          Set.of("size"), errors("{\"size\":" + number + "}", Inner.class).keySet(), number);
    }
  }

  @Test
  void shouldRefuseADocumentInAnotherCharset() throws IOException {
    for (String charset : List.of("latin1", "UTF-16", "x", "?")) {
      ClientErrorException refused =
          assertThrows(
              ClientErrorException.class,
              () -> read(INNER, MediaType.APPLICATION_JSON_TYPE.withCharset(charset)),
              charset);
      assertEquals(415, refused.getResponse().getStatus());
    }
    for (String charset : List.of("utf-8", "UTF-8", "utf8")) {
      assertEquals(
          new Inner("a", 1), read(INNER, MediaType.APPLICATION_JSON_TYPE.withCharset(charset)));
    }
  }

  private static Inner read(String document, MediaType mediaType) throws IOException {
    return read(
        new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)),
        Inner.class,
        new Annotation[] {},
        mediaType);
  }

  @Test
  void shouldRefuseTextThatIsNotUtf8() {
    byte[] latin1 = "{\"name\":\"ä\"}".getBytes(StandardCharsets.ISO_8859_1);

    InvalidDocumentException refused =
        assertThrows(InvalidDocumentException.class, () -> read(latin1, Inner.class));

    assertEquals("The body is not UTF-8 text.", refused.getMessage());
  }

  @Test
  void shouldRefuseAnOtherKindOfDocument() {
    for (String document : List.of("null", "[]", "\"a\"", "1", "true")) {
      assertEquals(Set.of(""), errors(document, Inner.class).keySet(), document);
    }
  }

  @Test
  void shouldRefuseABodyThatIsTooLargeWithoutReadingAllOfIt() {
    byte[] large = new byte[JsonRequestReader.MAX_BYTES + 10];
    ByteArrayInputStream body = new ByteArrayInputStream(large);

    ClientErrorException refused =
        assertThrows(
            ClientErrorException.class, () -> read(body, Inner.class, new Annotation[] {}));

    assertEquals(413, refused.getResponse().getStatus());
    assertEquals(9, body.available());
  }

  private static Map<String, String> errors(String document, Class<? extends Record> type) {
    return assertThrows(InvalidDocumentException.class, () -> read(document, type), document)
        .errors()
        .stream()
        .collect(Collectors.toMap(FieldError::field, FieldError::message));
  }

  private static String message(String document) {
    return assertThrows(InvalidDocumentException.class, () -> read(document, Inner.class))
        .getMessage();
  }

  private static <T extends Record> T read(String document, Class<T> type) throws IOException {
    return read(document, type, new Annotation[] {});
  }

  private static <T extends Record> T read(byte[] document, Class<T> type) throws IOException {
    return read(new ByteArrayInputStream(document), type, new Annotation[] {});
  }

  private static <T extends Record> T read(String document, Class<T> type, Annotation... marks)
      throws IOException {
    return read(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)), type, marks);
  }

  private static <T extends Record> T read(
      ByteArrayInputStream body, Class<T> type, Annotation[] marks) throws IOException {
    return read(body, type, marks, MediaType.APPLICATION_JSON_TYPE);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Record> T read(
      ByteArrayInputStream body, Class<T> type, Annotation[] marks, MediaType mediaType)
      throws IOException {
    return type.cast(
        new JsonRequestReader()
            .readFrom(
                (Class<Record>) (Class<?>) type,
                type,
                marks,
                mediaType,
                new MultivaluedHashMap<>(),
                body));
  }

  private static Annotation extensible() {
    return new Extensible() {
      @Override
      public Class<? extends Annotation> annotationType() {
        return Extensible.class;
      }
    };
  }
}
