package org.contentmover.system.server.probe;

import jakarta.annotation.Resource;
import jakarta.resource.ResourceException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import org.contentmover.gl.api.ElectionSettings;
import org.contentmover.gl.api.GlConnection;
import org.contentmover.gl.api.GlConnectionFactory;
import org.contentmover.gl.api.MulticastSettings;
import org.contentmover.gl.api.SegmentSettings;
import org.contentmover.gl.api.TimerProfile;
import org.contentmover.gl.api.TimerSettings;

/**
 * Joins a segment of its own, tells its role there and what its message endpoint was told, and
 * leaves.
 */
@WebServlet("/segment")
public class SegmentProbe extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Resource(name = "eis/GlConnectionFactory")
  private transient GlConnectionFactory factory;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    int port = Integer.parseInt(request.getParameter("port"));
    try (GlConnection connection = factory.getConnection()) {
      connection.join(
          new SegmentSettings(
              "probe",
              "probes",
              Path.of(request.getParameter("state")),
              ElectionSettings.of(50),
              new MulticastSettings(
                  true, "127.0.0.1", "239.192.5.1", port, "239.192.6.1", port + 1, 0, 1400),
              TimerSettings.of(TimerProfile.LAN)));
    } catch (ResourceException e) {
      throw new IOException("the segment cannot be joined", e);
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain;charset=UTF-8");
    try (GlConnection connection = factory.getConnection()) {
      response.getWriter().print(connection.segment().role() + " told " + EventProbe.lastRole());
    } catch (ResourceException e) {
      throw new IOException("the connector cannot be reached", e);
    }
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try (GlConnection connection = factory.getConnection()) {
      connection.leave();
    } catch (ResourceException e) {
      throw new IOException("the connector cannot be reached", e);
    }
  }
}
