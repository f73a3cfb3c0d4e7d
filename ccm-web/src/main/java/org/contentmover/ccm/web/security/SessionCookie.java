package org.contentmover.ccm.web.security;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/**
 * Keeps the session cookie from requests other sites cause, except for following a link. Here and
 * not in web.xml, because not every server reads attributes of the cookie there.
 */
public class SessionCookie implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    event.getServletContext().getSessionCookieConfig().setAttribute("SameSite", "Lax");
  }
}
