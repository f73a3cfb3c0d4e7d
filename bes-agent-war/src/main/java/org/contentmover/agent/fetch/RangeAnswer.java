package org.contentmover.agent.fetch;

import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks the head of an answer: is it the bytes that were asked for, of the right assignment? */
final class RangeAnswer {
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/.*");

  private RangeAnswer() {}

  /** Throws when the body must not be taken. */
  static void check(ByteSource.Request asked, HttpResponse.ResponseInfo head) {
    Optional<String> tag = head.headers().firstValue("ETag");
    if (head.statusCode() == 206) {
      String range = head.headers().firstValue("Content-Range").orElse("");
      Matcher parts = CONTENT_RANGE.matcher(range);
      if (!parts.matches() || Long.parseLong(parts.group(1)) != asked.range().offset()) {
        throw refuse("sent range \"" + range + "\" instead of the one from " + asked.range());
      }
    } else if (head.statusCode() == 503) {
      throw new UncheckedIOException(new SourceBusy.Answer());
    } else if (head.statusCode() != 200 || asked.range().offset() != 0) {
      throw refuse("HTTP " + head.statusCode());
    }
    if (tag.isPresent() && !tag.get().equals("\"" + asked.sha256() + "\"")) {
      throw refuse("has another assignment under this address (ETag " + tag.get() + ")");
    }
  }

  private static UncheckedIOException refuse(String what) {
    return new UncheckedIOException(new ProtocolException(what));
  }
}
