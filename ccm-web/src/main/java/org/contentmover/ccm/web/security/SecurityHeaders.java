package org.contentmover.ccm.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Headers every answer has: what a browser may do with it. Pure. */
public final class SecurityHeaders {
  /** Pages get theirs with the nonces of their scripts from PrimeFaces (web.xml). */
  private static final String NOTHING_ALLOWED = "default-src 'none'; frame-ancestors 'none'";

  private SecurityHeaders() {}

  public static void apply(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    if (!isPage(request)) {
      response.setHeader("Content-Security-Policy", NOTHING_ALLOWED);
    }
    if (!isResource(request)) {
      response.setHeader("Cache-Control", "no-store");
    }
  }

  static boolean isApi(HttpServletRequest request) {
    return request.getServletPath().equals("/api/v1");
  }

  private static boolean isPage(HttpServletRequest request) {
    return request.getServletPath().endsWith(".xhtml") || isResource(request);
  }

  private static boolean isResource(HttpServletRequest request) {
    return request.getServletPath().startsWith("/jakarta.faces.resource/");
  }
}
