package org.contentmover.ccm.web.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What web.xml leaves open to everybody: a further path is a decision, and shows here (UI-3). */
class WebDescriptorTest {
  private final XPath xpath = XPathFactory.newInstance().newXPath();

  @Test
  void shouldOpenHealthAndTheLoginPageOnly() throws Exception {
    assertEquals(
        Set.of("/health/live", "/health/ready", "/login.xhtml", "/jakarta.faces.resource/*"),
        texts("//security-constraint[not(auth-constraint)]//url-pattern"));
  }

  @Test
  void shouldCloseEverythingElseInEveryMethod() throws Exception {
    assertEquals(
        Set.of("/*", "*.xhtml"), texts("//security-constraint[auth-constraint]//url-pattern"));
    assertEquals(Set.of(), texts("//http-method | //http-method-omission"));
  }

  @Test
  void shouldKnowTheRolesOfTheMechanism() throws Exception {
    assertEquals(
        Set.of(
            Roles.ADMINISTRATOR,
            Roles.OPERATOR,
            Roles.PUBLISHER,
            Roles.VIEWER,
            Roles.AGENT,
            Roles.ENROLLING),
        texts("//security-role/role-name"));
  }

  private Set<String> texts(String path) throws Exception {
    Document descriptor =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Path.of("src/main/webapp/WEB-INF/web.xml").toFile());
    NodeList nodes = (NodeList) xpath.evaluate(path, descriptor, XPathConstants.NODESET);
    Set<String> texts = new TreeSet<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }
}
