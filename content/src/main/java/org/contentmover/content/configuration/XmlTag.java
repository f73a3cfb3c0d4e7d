package org.contentmover.content.configuration;

import java.util.Optional;

/**
 * The start tag of an element, which is known to be a sound one.
 *
 * @param file the whole file
 * @param end behind the tag
 */
record XmlTag(String file, int start, int end) {
  /** Text between two places. */
  record Span(int start, int end) {
    String of(String text) {
      return text.substring(start, end);
    }
  }

  /** Whether the element has no content and no end tag. */
  boolean isEmpty() {
    return file.charAt(end - 2) == '/';
  }

  /** Where {@code >} or {@code />} begins. */
  int close() {
    return isEmpty() ? end - 2 : end - 1;
  }

  /** An attribute, with the blanks before it. */
  Optional<Span> attribute(String name) {
    for (Span span = next(nameEnd()); span != null; span = next(span.end)) {
      String it = span.of(file).strip();
      int nameEnd = 0;
      while (it.charAt(nameEnd) != '=' && !Spans.isBlank(it.charAt(nameEnd))) {
        nameEnd++;
      }
      if (it.substring(0, nameEnd).equals(name)) {
        return Optional.of(span);
      }
    }
    return Optional.empty();
  }

  /** The place for another attribute. */
  Span afterAttributes() {
    int at = Spans.blanksBefore(file, close());
    return new Span(at, at);
  }

  private int nameEnd() {
    int at = start + 1;
    while (at < close() && !Spans.isBlank(file.charAt(at))) {
      at++;
    }
    return at;
  }

  private Span next(int from) {
    int equals = file.indexOf('=', from);
    if (equals < 0 || equals >= close()) {
      return null;
    }
    int open = equals + 1;
    while (Spans.isBlank(file.charAt(open))) {
      open++;
    }
    return new Span(from, file.indexOf(file.charAt(open), open + 1) + 1);
  }
}
