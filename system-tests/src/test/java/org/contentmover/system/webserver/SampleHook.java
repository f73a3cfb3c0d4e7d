package org.contentmover.system.webserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.contentmover.content.hook.InstalledHooks;

/** Hooks of a server, and those that come with the product as an administrator adapts them. */
final class SampleHook {
  private static final Path SAMPLES =
      Path.of(System.getProperty("contentmover.repository")).resolve("server-config/samples/hooks");

  private SampleHook() {}

  /** A sample, with other values of variables in its first lines. */
  static String adapted(String sample, String... namesAndValues) throws IOException {
    String script = Files.readString(SAMPLES.resolve(sample));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String line = namesAndValues[i] + "=\"" + namesAndValues[i + 1] + '"';
      String adapted = script.replaceFirst("(?m)^" + namesAndValues[i] + "=.*$", line);
      if (adapted.equals(script)) {
        throw new IllegalArgumentException(sample + " has no variable " + namesAndValues[i]);
      }
      script = adapted;
    }
    return script;
  }

  /** Installs a script as the only hook of a server. */
  static InstalledHooks install(Path directory, String name, String script) throws IOException {
    Path hooks = Files.createDirectories(directory.resolve("hooks"));
    Path hook = Files.writeString(hooks.resolve(name), script);
    for (Path it : List.of(hooks, hook)) {
      Files.setPosixFilePermissions(it, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return InstalledHooks.in(
        hooks, "localhost", directory.resolve("hook-runs"), Duration.ofSeconds(20));
  }
}
