package org.contentmover.system.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.contentmover.farm.Waiting;
import org.contentmover.system.server.probe.ClassProbe;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Adapter and applications live in one archive and share nothing but the adapter's API (ADR 0050).
 * Seen by a web application that the test adds to the CCM's archive; it also leads a segment from
 * in there.
 */
@Tag("server")
@ExtendWith(ArquillianExtension.class)
class ClassIsolationIT {

  private static final String APPLICATION_XML = "META-INF/application.xml";

  private final Server ccm = Server.ccm();

  @Deployment(testable = false)
  @TargetsContainer("ccm")
  static EnterpriseArchive ccmWithProbe() throws IOException {
    WebArchive probe =
        ShrinkWrap.create(WebArchive.class, "probe.war")
            .addPackage(ClassProbe.class.getPackage())
            .addAsWebInfResource("probe/jboss-web.xml", "jboss-web.xml")
            .addAsWebInfResource("probe/jboss-ejb3.xml", "jboss-ejb3.xml")
            .addAsWebInfResource("probe/glassfish-web.xml", "glassfish-web.xml")
            .addAsWebInfResource("probe/glassfish-ejb-jar.xml", "glassfish-ejb-jar.xml");
    EnterpriseArchive ear = Archives.ccm();
    String descriptor;
    try (InputStream in = ear.get(APPLICATION_XML).getAsset().openStream()) {
      descriptor = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    ear.delete(APPLICATION_XML);
    ear.delete("ccm-web.war");
    return ear.addAsModule(probe)
        .addAsManifestResource("probe/glassfish-resources.xml", "glassfish-resources.xml")
        .addAsManifestResource(
            new StringAsset(
                descriptor
                    .replace("ccm-web.war", "probe.war")
                    .replace("<context-root>/<", "<context-root>/probe<")),
            "application.xml");
  }

  @Test
  void shouldUseCoreFromDifferentJars() throws IOException {
    Properties seen = new Properties();
    seen.load(new StringReader(ccm.get("/probe/classes").body()));
    String application = seen.getProperty("application.core");
    String adapter = seen.getProperty("adapter.core");
    assertTrue(application.contains("/lib/core"), seen::toString);
    assertTrue(adapter.contains("gl-connector"), seen::toString);
    assertFalse(adapter.contains("/lib/"), seen::toString);
    assertTrue(seen.getProperty("adapter.factory").contains("gl-connector"), seen::toString);
  }

  @Test
  void shouldShareTheApi() throws IOException {
    Properties seen = new Properties();
    seen.load(new StringReader(ccm.get("/probe/classes").body()));
    assertEquals("true", seen.getProperty("same.api"), seen::toString);
    assertTrue(seen.getProperty("api").contains("gl-connector"), seen::toString);
  }

  @Test
  void shouldLeadASegmentFromInsideTheArchive() throws IOException {
    Path state = Files.createTempDirectory(Path.of(System.getProperty("tests.directory")), "probe");
    HttpResponse<String> joined =
        ccm.send(
            "POST",
            "/probe/segment?port=" + System.getProperty("tests.ports") + "111&state=" + state);
    assertEquals(200, joined.statusCode(), joined::body);
    try {
      Waiting.until(
          "for the probe to lead its segment and its endpoint to be told",
          20_000,
          () -> ccm.get("/probe/segment").body().equals("LEADER told LEADER"),
          () -> {},
          () -> "it says: " + ccm.get("/probe/segment").body());
    } finally {
      ccm.send("DELETE", "/probe/segment");
    }
  }
}
