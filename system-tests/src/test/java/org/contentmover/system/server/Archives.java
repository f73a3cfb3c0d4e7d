package org.contentmover.system.server;

import java.io.File;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.ResourceAdapterArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The archives as the build made them. */
final class Archives {

  private Archives() {}

  static EnterpriseArchive ccm() {
    return built("ccm-ear/target/ccm.ear", EnterpriseArchive.class);
  }

  static ResourceAdapterArchive connector() {
    return built("gl-connector/rar/target/gl-connector.rar", ResourceAdapterArchive.class);
  }

  static WebArchive agent() {
    return built("bes-agent-war/target/bes-agent.war", WebArchive.class);
  }

  private static <T extends Archive<T>> T built(String path, Class<T> type) {
    File file = Path.of(System.getProperty("contentmover.repository"), path).normalize().toFile();
    return ShrinkWrap.create(ZipImporter.class, file.getName()).importFrom(file).as(type);
  }
}
