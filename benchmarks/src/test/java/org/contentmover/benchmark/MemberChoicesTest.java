package org.contentmover.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberChoicesTest {
  @TempDir Path directory;

  @Test
  void shouldBeOpenAndPlainWhenNothingIsSaid() throws IOException {
    MemberChoices choices = MemberChoices.of(new Arguments(new String[0]));
    assertEquals(MemberChoices.NONE, choices);
    assertEquals(List.of(), choices.options(directory));
  }

  @Test
  void shouldGiveAllMembersOneKey() throws IOException {
    MemberChoices choices = MemberChoices.of(new Arguments(new String[] {"--keys"}));
    List<String> options = choices.options(directory);
    assertEquals("--keys", options.get(0));
    String key = Files.readString(Path.of(options.get(1)));
    assertTrue(key.matches("1 [0-9a-f]{64}\\R"), key);
    assertEquals(options, choices.options(directory));
    assertEquals(key, Files.readString(Path.of(options.get(1))));
  }

  @Test
  void shouldHandFlagsToTheVirtualMachinesBehindTheUsualOnes() {
    MemberChoices choices = choices("-XX:TieredStopAtLevel=1  -Xmx64m");
    List<String> java = choices.java();
    assertTrue(java.indexOf("-Xmx64m") > java.indexOf("-Xmx192m"), java::toString);
    assertEquals("-XX:TieredStopAtLevel=1 -Xmx64m", choices.jvmText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:TieredStopAtLevl=1", "-cp", "fast", "-Xmx64m -version"})
  void shouldRefuseWhatJavaWouldNot(String flags) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> choices(flags)).getMessage();
    String wrong = flags.substring(flags.lastIndexOf(' ') + 1).replaceFirst("^-XX:|=1$", "");
    assertTrue(message.contains("--jvm") && message.contains(wrong), message);
  }

  private static MemberChoices choices(String flags) {
    return MemberChoices.of(new Arguments(new String[] {"--jvm", flags}));
  }
}
