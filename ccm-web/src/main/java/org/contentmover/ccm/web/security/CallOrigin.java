package org.contentmover.ccm.web.security;

import java.util.Locale;
import java.util.Set;

/**
 * Where a call comes from. A browser that has a password of the API sends it with whatever any page
 * makes it send; what changes something is taken from pages of this console only, and from programs
 * that are no browser, which say nothing of the kind. Immutable.
 *
 * @param method of the request
 * @param fetchSite header Sec-Fetch-Site, null when there is none
 * @param origin header Origin, null when there is none
 * @param host header Host, null when there is none
 */
record CallOrigin(String method, String fetchSite, String origin, String host) {
  private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

  /** Whether a page of somebody else made the browser send it. */
  boolean isForeignPage() {
    if (HARMLESS.contains(method)) {
      return false;
    }
    if (fetchSite != null) {
      return !(fetchSite.equals("same-origin") || fetchSite.equals("none"));
    }
    return origin != null && !isOf(host);
  }

  private boolean isOf(String server) {
    int authority = origin.indexOf("://");
    return server != null
        && authority > 0
        && origin
            .substring(authority + 3)
            .toLowerCase(Locale.ROOT)
            .equals(server.toLowerCase(Locale.ROOT));
  }
}
