package org.contentmover.agent.health;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;

/**
 * One thing that was looked at.
 *
 * @param detail for an administrator: what is so, and what to do when it is not up
 */
public record Check(String name, boolean up, String detail) {

  static JsonObject report(List<Check> checks) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    for (Check check : checks) {
      array.add(
          Json.createObjectBuilder()
              .add("name", check.name())
              .add("status", status(check.up()))
              .add("detail", check.detail()));
    }
    return Json.createObjectBuilder()
        .add("status", status(allUp(checks)))
        .add("checks", array)
        .build();
  }

  static boolean allUp(List<Check> checks) {
    return checks.stream().allMatch(Check::up);
  }

  private static String status(boolean up) {
    return up ? "UP" : "DOWN";
  }
}
