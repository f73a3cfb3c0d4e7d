package org.contentmover.ccm.web.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether the headers that name media types do: of one that does not, servers say that something is
 * malformed, and not what. Pure.
 */
final class MediaTypeHeaders {
  private static final int MOST_SHOWN = 80;
  private static final String NO_RANGES =
      "of which something is no media type, or has a weight q that is no number from 0 to 1";
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

  /** With whatever parameters: these are the server's to judge. */
  private static final Pattern MEDIA_TYPE =
      Pattern.compile(TOKEN + "/" + TOKEN + "\\s*(;.*)?", Pattern.DOTALL);

  /** Some old clients ask for all by one asterisk. */
  private static final Pattern RANGE =
      Pattern.compile("(\\*|" + TOKEN + "/" + TOKEN + ")\\s*(;.*)?", Pattern.DOTALL);

  /** A weight that is none is a fault of its own to a server, not one of the caller. */
  private static final Pattern WEIGHT = Pattern.compile("0(\\.\\d*)?|\\.\\d+|1(\\.0*)?");

  private MediaTypeHeaders() {}

  /**
   * What is wrong with them; empty when nothing is.
   *
   * @param contentType null for none
   * @param accept a value for each time the header was sent
   */
  static Optional<Problem> problem(String contentType, List<String> accept) {
    if (contentType != null && !MEDIA_TYPE.matcher(contentType.strip()).matches()) {
      return Optional.of(problem(415, "Content-Type", contentType, "which is no media type"));
    }
    return accept.stream()
        .filter(value -> !divided(value, ',').stream().allMatch(MediaTypeHeaders::isRange))
        .findFirst()
        .map(value -> problem(406, "Accept", value, NO_RANGES));
  }

  /** What separators divide that are in no quoted value. */
  private static List<String> divided(String value, char separator) {
    List<String> items = new ArrayList<>();
    boolean quoted = false;
    int begin = 0;
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) == '"') {
        quoted = !quoted;
      } else if (value.charAt(i) == separator && !quoted) {
        items.add(value.substring(begin, i));
        begin = i + 1;
      }
    }
    items.add(value.substring(begin));
    return items;
  }

  private static boolean isRange(String text) {
    return text.isBlank()
        || (RANGE.matcher(text.strip()).matches()
            && divided(text, ';').stream().allMatch(MediaTypeHeaders::isParameter));
  }

  private static boolean isParameter(String text) {
    String[] nameAndValue = text.strip().split("=", 2);
    return nameAndValue.length < 2
        || !nameAndValue[0].strip().equalsIgnoreCase("q")
        || WEIGHT.matcher(nameAndValue[1].strip()).matches();
  }

  /** Its kind is that of a media type which is none that is taken or sent here. */
  private static Problem problem(int status, String header, String value, String wrong) {
    Problem known = Problems.ofStatus(status, "", "");
    return new Problem(
        known.kind(),
        known.title(),
        status,
        "The header "
            + header
            + " says \""
            + (value.length() > MOST_SHOWN ? value.substring(0, MOST_SHOWN) + "…" : value)
            + "\", "
            + wrong
            + ". "
            + known.detail());
  }
}
