package org.contentmover.content.configuration;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** In which encoding an XML file is: as its first bytes say. */
final class XmlEncoding {
  private static final Map<String, Charset> KNOWN =
      Map.of(
          "UTF-8", StandardCharsets.UTF_8,
          "US-ASCII", StandardCharsets.US_ASCII,
          "ISO-8859-1", StandardCharsets.ISO_8859_1,
          "ISO-8859-15", Charset.forName("ISO-8859-15"),
          "WINDOWS-1252", Charset.forName("windows-1252"));
  private static final Pattern DECLARED =
      Pattern.compile("^<\\?xml\\s[^>]*?\\sencoding\\s*=\\s*[\"']([A-Za-z0-9._-]*)[\"']");
  private static final int DECLARATION_BYTES = 200;

  private XmlEncoding() {}

  /**
   * The encoding.
   *
   * @throws IllegalArgumentException when it is none that is known, or two are named
   */
  static Charset of(byte[] bytes) {
    Charset marked = marked(bytes);
    Charset ascii = marked == null ? StandardCharsets.ISO_8859_1 : marked;
    String begin = new String(bytes, 0, Math.min(bytes.length, DECLARATION_BYTES), ascii);
    Matcher declared = DECLARED.matcher(begin.substring(Spans.markChars(begin)));
    if (!declared.find()) {
      return marked == null ? StandardCharsets.UTF_8 : marked;
    }
    String name = declared.group(1).toUpperCase(Locale.ROOT);
    boolean wide = marked != null && !marked.equals(StandardCharsets.UTF_8);
    if (wide && (name.equals("UTF-16") || name.equals(marked.name()))) {
      return marked;
    }
    Charset known = KNOWN.get(name);
    if (known == null || (marked != null && !known.equals(marked))) {
      throw new IllegalArgumentException(
          "its encoding "
              + declared.group(1)
              + (known == null && marked == null
                  ? " is none of UTF-8, UTF-16 with a byte order mark, US-ASCII, ISO-8859-1,"
                      + " ISO-8859-15 and windows-1252"
                  : " contradicts its byte order mark"));
    }
    return known;
  }

  private static Charset marked(byte[] bytes) {
    int first = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
    return switch (first) {
      case 0xFEFF -> StandardCharsets.UTF_16BE;
      case 0xFFFE -> StandardCharsets.UTF_16LE;
      case 0xEFBB -> StandardCharsets.UTF_8;
      default -> null;
    };
  }
}
