package org.contentmover.ccm.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where somebody wanted to go before signing in. Only pages of this console are destinations, so
 * that a crafted login link leads nowhere else. Pure.
 */
public final class Destination {
  public static final String OVERVIEW = "/index.xhtml";

  private Destination() {}

  /** The query of the login page that remembers where this request wanted to go, or came from. */
  static String query(HttpServletRequest request) {
    if (isUpdateOfPage(request)) {
      return remembering(pageOf(request.getHeader("Referer")));
    }
    String path = request.getServletPath();
    if (!request.getMethod().equals("GET") || !path.endsWith(".xhtml") || path.equals(OVERVIEW)) {
      return "";
    }
    String query = request.getQueryString();
    String wanted = query == null ? path : path + "?" + query;
    return remembering(wanted);
  }

  /** Sent by a page to update a part of itself. */
  static boolean isUpdateOfPage(HttpServletRequest request) {
    return "partial/ajax".equals(request.getHeader("Faces-Request"));
  }

  private static String remembering(String wanted) {
    return wanted.equals(OVERVIEW)
        ? ""
        : "?to=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8);
  }

  /** The page of this console a header names, else the overview. */
  static String pageOf(String referer) {
    try {
      URI page = URI.create(referer == null ? "" : referer);
      String query = page.getRawQuery();
      return orOverview(query == null ? page.getRawPath() : page.getRawPath() + "?" + query);
    } catch (IllegalArgumentException malformed) {
      return OVERVIEW;
    }
  }

  /**
   * The page to show after signing in: the wanted one when it is one of ours, else the overview.
   */
  public static String orOverview(String wanted) {
    if (wanted == null || !wanted.matches("/[A-Za-z0-9-]+\\.xhtml(\\?[A-Za-z0-9=&%._~-]*)?")) {
      return OVERVIEW;
    }
    return URI.create(wanted).getPath().equals(CcmAuthentication.LOGIN_PAGE) ? OVERVIEW : wanted;
  }
}
