package org.contentmover.content.scan;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * File names are bytes; Java shows them as strings and puts U+FFFD where they are not UTF-8. Only a
 * path's URI still tells the bytes.
 */
public final class NativeNames {
  private static final char REPLACEMENT = '\uFFFD';

  private NativeNames() {}

  /** Whether every name in a path, absolute or relative, is UTF-8. */
  public static boolean isUtf8(Path path) {
    if (path.toString().indexOf(REPLACEMENT) < 0) {
      return true;
    }
    for (Path name : path) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytesOfLastName(name)));
      } catch (CharacterCodingException e) {
        return false;
      }
    }
    return true;
  }

  /** The last name of a path: printable ASCII as it is, every other byte as {@code \xHH}. */
  public static String escaped(Path path) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytesOfLastName(path)) {
      if (b >= 0x20 && b < 0x7f && b != '\\') {
        text.append((char) b);
      } else {
        text.append("\\x").append(HexFormat.of().toHexDigits(b));
      }
    }
    return text.toString();
  }

  /** The bytes of the last name of a path in hexadecimal. */
  static String hex(Path path) {
    return HexFormat.of().formatHex(bytesOfLastName(path));
  }

  private static byte[] bytesOfLastName(Path path) {
    String encoded = path.getFileName().toUri().getRawPath();
    int end = encoded.endsWith("/") ? encoded.length() - 1 : encoded.length();
    int start = encoded.lastIndexOf('/', end - 1) + 1;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = start; i < end; i++) {
      if (encoded.charAt(i) == '%') {
        bytes.write(Integer.parseInt(encoded, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(encoded.charAt(i));
      }
    }
    return bytes.toByteArray();
  }
}
