package org.contentmover.ccm.web.health;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.contentmover.ccm.setup.HealthCheckView;
import org.contentmover.ccm.setup.Operations;
import org.contentmover.ccm.web.json.JsonRecordWriter;

/**
 * {@code /health/live}: the process answers. {@code /health/ready}: database, data directory and
 * key work. Open to everybody, so it names no path and no secret; in the form of MicroProfile
 * Health, but a servlet, because the two servers offer theirs at different ports and paths.
 */
public class HealthServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Operations operations;

  /** One thing that must work. */
  public record Check(String name, String status, String detail) {}

  /** The whole answer. */
  public record Health(String status, List<Check> checks) {
    static Health of(List<HealthCheckView> found) {
      return new Health(
          word(found.stream().allMatch(HealthCheckView::up)),
          found.stream()
              .map(check -> new Check(check.name(), word(check.up()), check.detail()))
              .toList());
    }

    private static String word(boolean up) {
      return up ? "UP" : "DOWN";
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean aboutReadiness = request.getServletPath().equals("/health/ready");
    Health health = Health.of(aboutReadiness ? readiness() : List.of());
    response.setStatus(
        health.status().equals("UP")
            ? HttpServletResponse.SC_OK
            : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setContentType("application/json");
    response
        .getOutputStream()
        .write(JsonRecordWriter.toJson(health).toString().getBytes(StandardCharsets.UTF_8));
  }

  /** When the checks themselves cannot run, the answer is DOWN and not an error page. */
  private List<HealthCheckView> readiness() {
    try {
      return operations.readiness();
    } catch (RuntimeException failed) {
      log("the readiness checks failed", failed);
      return List.of(
          new HealthCheckView("ccm", false, "The checks failed; the cause is in the server log."));
    }
  }
}
