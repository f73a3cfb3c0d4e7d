package org.contentmover.agent.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.contentmover.agent.testing.ServerWithSites;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.gl.api.MemberReport;
import org.contentmover.gl.api.Outcome;
import org.contentmover.gl.api.SiteFacts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** To which content group a site belongs (CM-14). */
class SiteGroupTest extends ServerWithSites {
  @BeforeEach
  void writePage() throws IOException {
    Files.writeString(tree.resolve("index.html"), "<p>one</p>");
  }

  @Test
  void shouldRefuseTheContentOfAnotherGroup() throws Exception {
    carryOut(ccm.publish(tree, "all"));
    carryOut(ccm.order(AssignmentType.COMMIT, "all"));
    Files.writeString(tree.resolve("index.html"), "<p>two</p>");

    MemberReport refused = carryOut(ccm.publish(tree, "images"));

    assertEquals(Outcome.FAILED, refused.outcome());
    assertTrue(refused.reason().contains("WRONG_GROUP"), refused::reason);
    assertEquals(1, refused.liveVersion());
  }

  @Test
  void shouldMoveToTheGroupWhoseWholeContentGoesLive() throws Exception {
    carryOut(ccm.publish(tree, "all"));
    carryOut(ccm.order(AssignmentType.COMMIT, "all"));
    Files.writeString(tree.resolve("index.html"), "<p>of images</p>");

    assertEquals(Outcome.STAGED, carryOut(ccm.publishWhole(tree, "images")).outcome());
    assertEquals(new SiteFacts("www.example.com", "all", 1, 2, 0, ""), facts());
    assertEquals(Outcome.COMMITTED, carryOut(ccm.order(AssignmentType.COMMIT, "images")).outcome());
    assertEquals(new SiteFacts("www.example.com", "images", 2, 0, 1, ""), facts());

    MemberReport refused = carryOut(ccm.publish(tree, "all"));
    assertTrue(refused.reason().contains("WRONG_GROUP"), refused::reason);
  }

  @Test
  void shouldStayInItsGroupWhenTheContentOfAnotherOneIsGivenUp() throws Exception {
    carryOut(ccm.publish(tree, "all"));
    carryOut(ccm.order(AssignmentType.COMMIT, "all"));
    carryOut(ccm.publishWhole(tree, "images"));
    WrittenAssignment abort = ccm.order(AssignmentType.ABORT, "images");

    assertEquals(Outcome.ABORTED, carryOut(abort).outcome());
    sites.close();
    open();
    assertEquals(new SiteFacts("www.example.com", "all", 1, 0, 0, ""), facts());
    assertEquals(Outcome.STAGED, carryOut(ccm.publish(tree, "all")).outcome());
  }

  private SiteFacts facts() {
    return sites.facts().get(0);
  }
}
