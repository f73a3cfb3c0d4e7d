package org.contentmover.ccm.web.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.ccm.web.security.SecurityHeaders;

/**
 * What is answered when the server itself, or a page, ends a request with an error: a problem for
 * programs, a plain page for people. Never a stack trace.
 */
public class ErrorServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String PROBLEM = Problem.class.getName();
  private static final Logger LOG = System.getLogger(ErrorServlet.class.getName());

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String path =
        Optional.ofNullable((String) request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI))
            .orElse(request.getRequestURI());
    Problem problem = problem(request, path);
    SecurityHeaders.apply(request, response);
    response.setStatus(problem.status());
    if (isOfPrograms(path)) {
      response.setContentType(Problem.MEDIA_TYPE);
      response
          .getOutputStream()
          .write(problem.toJson(path).toString().getBytes(StandardCharsets.UTF_8));
    } else {
      response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'self'");
      response.setContentType("text/html;charset=UTF-8");
      response
          .getOutputStream()
          .write(page(request, path, problem).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** By what the path contains: it is as the caller wrote it, {@code //api/v1} included. */
  private static boolean isOfPrograms(String path) {
    return path.contains("/api/") || path.contains("/health/");
  }

  /** The next error of this request is answered with this problem, whatever its status says. */
  public static void answerWith(Problem problem, HttpServletRequest request) {
    request.setAttribute(PROBLEM, problem);
  }

  private static Problem problem(HttpServletRequest request, String path) {
    if (request.getAttribute(PROBLEM) instanceof Problem known) {
      return known;
    }
    Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    if (failure instanceof Throwable thrown) {
      return problemOf(thrown, path);
    }
    int code = status instanceof Integer known ? known : HttpServletResponse.SC_NOT_FOUND;
    return code >= 500 ? internal(path, null) : Problems.ofStatus(code, request.getMethod(), path);
  }

  /**
   * The problem of a failure; a fault of the CCM is logged under the reference the problem names.
   */
  public static Problem problemOf(Throwable failure, String path) {
    return Problems.of(failure, false).orElseGet(() -> internal(path, failure));
  }

  private static Problem internal(String path, Throwable failure) {
    String reference = UUID.randomUUID().toString();
    LOG.log(Level.ERROR, () -> path + " failed, reference " + reference, failure);
    return Problems.internal(reference);
  }

  /** Without scripts and parts of other pages, which could fail as well. */
  private static String page(HttpServletRequest request, String path, Problem problem) {
    String back = AddressedPage.at(path).map(AddressedPage::list).orElse("");
    String name =
        AddressedPage.at(path).map(AddressedPage::listName).orElse("Back to the overview");
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="UTF-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%1$s – Content Mover</title>
        <link rel="stylesheet" href="%3$s/jakarta.faces.resource/console.css.xhtml?ln=console"></head>
        <body class="signin"><main class="card"><h1>%1$s</h1><p>%2$s</p>
        <p><a href="%3$s/%4$s">%5$s</a></p></main></body>
        </html>
        """
        .formatted(
            escaped(problem.title()),
            escaped(problem.detail()),
            request.getContextPath(),
            back,
            name);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
