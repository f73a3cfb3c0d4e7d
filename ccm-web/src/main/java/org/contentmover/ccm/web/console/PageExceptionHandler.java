package org.contentmover.ccm.web.console;

import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.ExceptionQueuedEvent;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Iterator;
import org.contentmover.ccm.web.problem.ErrorServlet;
import org.contentmover.ccm.web.problem.Problem;

/**
 * What a page that fails shows: the problem, as the API would answer it, with its status. A page
 * that updates itself only says that the CCM does not answer and tries again. A page whose state is
 * gone (open too long, or from before a restart) is shown anew. One per request.
 */
final class PageExceptionHandler extends ExceptionHandlerWrapper {
  PageExceptionHandler(ExceptionHandler wrapped) {
    super(wrapped);
  }

  @Override
  public void handle() {
    FacesContext faces = FacesContext.getCurrentInstance();
    Iterator<ExceptionQueuedEvent> events = getUnhandledExceptionQueuedEvents().iterator();
    if (!events.hasNext() || faces.getExternalContext().isResponseCommitted()) {
      super.handle();
      return;
    }
    Throwable failure = events.next().getContext().getException();
    events.remove();
    while (events.hasNext()) { // Follow-ups of the first.
      events.next();
      events.remove();
    }
    try {
      answer(failure, faces);
    } catch (IOException gone) {
      throw new UncheckedIOException("the browser did not wait for the answer", gone);
    }
  }

  private static void answer(Throwable failure, FacesContext faces) throws IOException {
    ExternalContext external = faces.getExternalContext();
    HttpServletRequest request = (HttpServletRequest) external.getRequest();
    if (isExpired(failure)) {
      external.redirect(anew(request.getRequestURI(), request.getHeader("Referer")));
    } else {
      Problem problem = ErrorServlet.problemOf(failure, request.getRequestURI());
      ErrorServlet.answerWith(problem, request);
      external.responseSendError(problem.status(), problem.title());
    }
    faces.responseComplete();
  }

  /**
   * Where a page is shown anew: what it shows, one run say, is in the address of the page, and not
   * in that of the request by which it updates itself.
   */
  static String anew(String requested, String page) {
    try {
      URI shown = URI.create(page == null ? "" : page);
      boolean same = requested.equals(shown.getRawPath()) && shown.getRawQuery() != null;
      return same ? requested + "?" + shown.getRawQuery() : requested;
    } catch (IllegalArgumentException noAddress) {
      return requested;
    }
  }

  private static boolean isExpired(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ViewExpiredException) {
        return true;
      }
    }
    return false;
  }
}
