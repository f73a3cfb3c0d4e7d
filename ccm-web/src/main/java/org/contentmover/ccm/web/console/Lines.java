package org.contentmover.ccm.web.console;

import java.util.List;

/** What somebody wrote into a field that takes several lines. */
final class Lines {
  private Lines() {}

  /** Those that say something, without blanks around it; none for null. */
  static List<String> of(String text) {
    return text == null
        ? List.of()
        : text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }
}
