package org.contentmover.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Keeps docs/operations/agent.md equal to the code. */
class ReferenceTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z][a-z.]*)` \\| (\\S*)");

  @Test
  void shouldListEveryKeyWithItsDefaultInTheReference() throws IOException {
    String reference = Files.readString(Path.of("..", "docs", "operations", "agent.md"));

    List<String> documented =
        ROW.matcher(reference)
            .results()
            .map(row -> row.group(1) + "=" + documentedDefault(row))
            .toList();

    assertEquals(
        Arrays.stream(SettingKey.values()).map(k -> k.key() + "=" + k.defaultValue()).toList(),
        documented);
  }

  private static String documentedDefault(MatchResult row) {
    switch (row.group(2)) {
      case "–":
        return "null";
      case "empty":
      case "profile":
      case "profile,":
        return "";
      default:
        return row.group(2).replace("`", "");
    }
  }
}
