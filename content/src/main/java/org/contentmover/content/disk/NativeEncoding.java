package org.contentmover.content.disk;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;

/**
 * With another native encoding than UTF-8 Java cannot even name the files of a tree: better not to
 * begin.
 */
public final class NativeEncoding {
  private NativeEncoding() {}

  /**
   * Returns when file names are UTF-8 for this Java runtime.
   *
   * @throws IllegalStateException saying how to start it otherwise
   */
  public static void requireUtf8() {
    requireUtf8(System.getProperty("sun.jnu.encoding"));
  }

  static void requireUtf8(String encoding) {
    if (!isUtf8(encoding)) {
      throw new IllegalStateException(
          "this Java runtime takes file names as "
              + encoding
              + ", not as UTF-8; start it with the environment variable LC_ALL=C.UTF-8");
    }
  }

  private static boolean isUtf8(String encoding) {
    try {
      return encoding != null && Charset.forName(encoding).equals(StandardCharsets.UTF_8);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return false;
    }
  }
}
