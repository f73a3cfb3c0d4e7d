package org.contentmover.content.configuration;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;

/** What the editors of JSON and XML files do alike with the text between two places. */
final class Spans {
  /** Deeper nobody writes by hand. */
  static final int MAX_DEPTH = 100;

  private Spans() {}

  /** The text in which what lies between two places is something else. */
  static String replaced(String text, int from, int to, String with) {
    return text.substring(0, from) + with + text.substring(to);
  }

  /** Where the blanks end before a place. */
  static int blanksBefore(String text, int end) {
    int at = end;
    while (at > 0 && isBlank(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  /**
   * Bytes as text that becomes the same bytes again.
   *
   * @throws IllegalArgumentException when they are something else in this encoding
   */
  static String decoded(byte[] bytes, Charset encoding) {
    try {
      String text = encoding.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (Arrays.equals(text.getBytes(encoding), bytes)) {
        return text;
      }
    } catch (CharacterCodingException e) {
      // Told below.
    }
    throw new IllegalArgumentException("it is not encoded in " + encoding);
  }

  /** Whether a mark of the byte order stands before all text. */
  static int markChars(CharSequence text) {
    return !text.isEmpty() && text.charAt(0) == '\uFEFF' ? 1 : 0;
  }

  /** The text without a mark of the byte order. */
  static char[] unmarked(String text) {
    CharBuffer chars = CharBuffer.wrap(text, markChars(text), text.length());
    char[] copy = new char[chars.remaining()];
    chars.get(copy);
    return copy;
  }
}
