package org.contentmover.ccm.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

  @Test
  void shouldDescribeEveryMethodOfEveryPathAndNoOther() throws IOException {
    Set<String> described = new TreeSet<>();
    JsonObject paths = document().getJsonObject("paths");
    for (String path : paths.keySet()) {
      for (String method : paths.getJsonObject(path).keySet()) {
        if (METHODS.contains(method)) {
          described.add(path.substring("/api/v1".length()) + " " + method.toUpperCase(Locale.ROOT));
        }
      }
    }

    assertEquals(new TreeSet<>(ResourcePermissionsTest.permissions().keySet()), described);
  }

  @Test
  void shouldSayWhatEveryMethodDoes() throws IOException {
    JsonObject paths = document().getJsonObject("paths");
    paths
        .values()
        .forEach(
            path ->
                path.asJsonObject().entrySet().stream()
                    .filter(operation -> METHODS.contains(operation.getKey()))
                    .forEach(
                        operation ->
                            assertFalse(
                                operation
                                    .getValue()
                                    .asJsonObject()
                                    .getString("summary", "")
                                    .isEmpty())));
  }

  @Test
  void shouldKnowTheFieldsOfTheViews() throws IOException {
    JsonObject schemas = document().getJsonObject("components").getJsonObject("schemas");

    assertEquals(
        Set.of(
            "server",
            "segment",
            "epoch",
            "sequence",
            "final",
            "fetchedBytes",
            "totalBytes",
            "problem",
            "servers"),
        schemas.getJsonObject("DistributionReport").getJsonObject("properties").keySet());
  }

  private static JsonObject document() throws IOException {
    try (JsonReader reader =
        Json.createReader(OpenApiResource.class.getResourceAsStream(OpenApiResource.DOCUMENT))) {
      return reader.readObject();
    }
  }
}
