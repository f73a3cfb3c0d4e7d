package org.contentmover.ccm.web.security;

import java.util.Locale;

/**
 * The header Authorization: a scheme and what comes with it (RFC 9110, 11.4). Pure.
 *
 * @param scheme in lower case, empty when there is no header
 * @param value without surrounding blanks; a secret
 */
public record AuthorizationHeader(String scheme, String value) {
  /**
   * @param header null when there is none
   */
  public static AuthorizationHeader of(String header) {
    String[] parts = header == null ? new String[] {""} : header.strip().split("\\s+", 2);
    return new AuthorizationHeader(
        parts[0].toLowerCase(Locale.ROOT), parts.length == 2 ? parts[1] : "");
  }

  @Override
  public String toString() {
    return "AuthorizationHeader[" + scheme + "]";
  }
}
