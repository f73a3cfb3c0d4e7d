package org.contentmover.ccm.web.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.contentmover.ccm.web.security.Permission;
import org.junit.jupiter.api.Test;

/** Who may do what on pages, as a table (UI-3); it grants what the API grants. */
class PageActionsTest {
  private static final String EXPECTED =
      """
      AccountPage.changePassword READ
      CheckpointTimesPage.save OPERATE
      CheckpointsPage.create PUBLISH
      CheckpointsPage.pin PUBLISH
      CheckpointsPage.remove OPERATE
      EnrolmentPage.issue OPERATE
      EnrolmentPage.revoke OPERATE
      GroupsPage.create OPERATE
      GroupsPage.remove OPERATE
      HooksPage.save ADMINISTER
      HooksPage.saveEntries ADMINISTER
      HooksPage.saveSealing ADMINISTER
      HotContentPage.place PUBLISH
      HotContentPage.takeBack PUBLISH
      JobPage.remove ADMINISTER
      JobPage.save ADMINISTER
      JobsPage.preview PUBLISH
      JobsPage.stage PUBLISH
      JobsPage.start PUBLISH
      JobsPage.startTogether PUBLISH
      LabelsPage.save OPERATE
      LeadershipPage.move OPERATE
      LeadershipPage.order OPERATE
      PreviewPage.start PUBLISH
      RunPage.abort PUBLISH
      RunPage.commit PUBLISH
      RunPage.commitLater PUBLISH
      SegmentKeysPage.rotate ADMINISTER
      SegmentKeysPage.save ADMINISTER
      SitesPage.create ADMINISTER
      SitesPage.remove ADMINISTER
      StagingAreasPage.create ADMINISTER
      StagingAreasPage.remove ADMINISTER
      VersionsPage.previewRemoval PUBLISH
      VersionsPage.previewRestore PUBLISH
      VersionsPage.previewRollBack PUBLISH
      VersionsPage.remove ADMINISTER
      VersionsPage.removeEverything ADMINISTER
      VersionsPage.restore ADMINISTER
      VersionsPage.rollBack ADMINISTER
      VersionsPage.unpin ADMINISTER
      """;

  private static final List<Class<?>> PAGES =
      List.of(
          AccountPage.class,
          CheckpointTimesPage.class,
          CheckpointsPage.class,
          EnrolmentPage.class,
          GroupsPage.class,
          HooksPage.class,
          HotContentPage.class,
          JobPage.class,
          JobsPage.class,
          LabelsPage.class,
          LeadershipPage.class,
          LoginPage.class,
          OverviewPage.class,
          PreviewPage.class,
          RunPage.class,
          RunsPage.class,
          SegmentKeysPage.class,
          ServersPage.class,
          SitesPage.class,
          StagingAreasPage.class,
          VersionsPage.class);

  @Test
  void shouldRequireThePermissionOfTheTable() {
    Map<String, Permission> actions = new TreeMap<>();
    for (Class<?> page : PAGES) {
      for (Method method : page.getDeclaredMethods()) {
        PageAction action = method.getAnnotation(PageAction.class);
        if (action != null) {
          actions.put(page.getSimpleName() + "." + method.getName(), action.value());
        }
      }
    }
    StringBuilder table = new StringBuilder();
    actions.forEach((action, permission) -> table.append(action + " " + permission + "\n"));

    assertEquals(EXPECTED, table.toString());
  }

  /**
   * What a page does beyond showing goes through an action: there is no other way to change things.
   */
  @Test
  void shouldTakeThePersonWhoActsInActionsOnly() {
    for (Class<?> page : PAGES) {
      Arrays.stream(page.getDeclaredMethods())
          .filter(
              method ->
                  method
                      .getName()
                      .matches(
                          "(create|remove|restore|save|issue|revoke|abort|start|rollBack|unpin|stage|commit(?!At)).*"))
          .forEach(
              method ->
                  assertEquals(
                      true, method.isAnnotationPresent(PageAction.class), method::toString));
    }
  }
}
