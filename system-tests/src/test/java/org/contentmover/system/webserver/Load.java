package org.contentmover.system.webserver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests as fast as they are answered, by wrk, until they are to end. */
final class Load {
  private static final int LONGEST_SECONDS = 300;
  private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");

  private final Process wrk;

  private Load(Process wrk) {
    this.wrk = wrk;
  }

  static Load on(String url) throws IOException {
    return new Load(
        new ProcessBuilder(
                Programs.named("wrk").toString(),
                "-t1",
                "-c16",
                "-d" + LONGEST_SECONDS + "s",
                "--timeout",
                "20s",
                url)
            .redirectErrorStream(true)
            .start());
  }

  /** What wrk says at its end. A failed request is a line that is missing when there is none. */
  record Outcome(String text) {
    long requests() {
      Matcher requests = REQUESTS.matcher(text);
      if (!requests.find()) {
        throw new AssertionError("wrk says: " + text);
      }
      return Long.parseLong(requests.group(1));
    }

    List<String> failures() {
      return text.lines()
          .filter(line -> line.contains("Socket errors") || line.contains("Non-2xx"))
          .toList();
    }
  }

  /** Ends it, as Ctrl-C does. */
  Outcome end() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(wrk.pid())).start().waitFor();
    String text = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!wrk.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      wrk.destroyForcibly();
    }
    return new Outcome(text);
  }
}
