package org.contentmover.ccm.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.Optional;
import org.contentmover.ccm.security.view.UserView;

/**
 * The person a browser session belongs to. Opens pages only, never the API, whose credentials come
 * with each call ({@link CallOrigin}).
 *
 * @param createdMillis when the account was made: one made anew under the same name is another one
 * @param revision of the account at that time: the session ends when the account changes
 */
public record SignedIn(String name, long createdMillis, long revision) implements Serializable {
  private static final String ATTRIBUTE = SignedIn.class.getName();

  static SignedIn as(UserView account) {
    return new SignedIn(account.name(), account.createdAt().toEpochMilli(), account.revision());
  }

  public static Optional<SignedIn> of(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session == null
        ? Optional.empty()
        : Optional.ofNullable((SignedIn) session.getAttribute(ATTRIBUTE));
  }

  /** From now on the session is this person's; its id is another one than before. */
  public void enter(HttpServletRequest request) {
    request.getSession();
    request.changeSessionId();
    request.getSession().setAttribute(ATTRIBUTE, this);
  }

  public static void leave(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }
}
