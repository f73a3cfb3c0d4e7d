package org.contentmover.system.server.probe;

import jakarta.annotation.Resource;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Properties;
import org.contentmover.core.ids.ServerName;
import org.contentmover.gl.api.GlConnectionFactory;

/**
 * Tells where the classes come from that application and adapter use: properties, one class each.
 */
@WebServlet("/classes")
public class ClassProbe extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final String CORE_CLASS = ".core.ids.ServerName";

  @Resource(name = "eis/GlConnectionFactory")
  private transient GlConnectionFactory factory;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ClassLoader adapter = factory.getClass().getClassLoader();
    Properties seen = new Properties();
    seen.setProperty("application.core", where(ServerName.class));
    seen.setProperty("adapter.core", where("org.contentmover.gl" + CORE_CLASS, adapter));
    seen.setProperty("adapter.factory", where(factory.getClass()));
    seen.setProperty("api", where(GlConnectionFactory.class));
    seen.setProperty("adapter.api", where(GlConnectionFactory.class.getName(), adapter));
    seen.setProperty("same.api", String.valueOf(isSame(GlConnectionFactory.class, adapter)));
    response.setContentType("text/plain;charset=UTF-8");
    seen.store(response.getWriter(), null);
  }

  private static boolean isSame(Class<?> mine, ClassLoader loader) {
    try {
      return loader.loadClass(mine.getName()) == mine;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static String where(String name, ClassLoader loader) {
    try {
      return where(loader.loadClass(name));
    } catch (ClassNotFoundException e) {
      return "nowhere";
    }
  }

  private static String where(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().toString();
  }
}
