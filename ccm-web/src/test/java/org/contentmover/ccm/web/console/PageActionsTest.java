package org.contentmover.ccm.web.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.contentmover.ccm.web.security.Permission;
import org.junit.jupiter.api.Test;

/** Who may do what on pages, as a table (UI-3); it grants what the API grants. */
class PageActionsTest {
  private static final String EXPECTED =
      """
      AccountPage.changePassword READ
      CcmKeysPage.change ADMINISTER
      CcmKeysPage.introduce ADMINISTER
      CcmKeysPage.retire ADMINISTER
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
      PublishersPage.save ADMINISTER
      PublishersPage.take PUBLISH
      RunPage.abort PUBLISH
      RunPage.commit PUBLISH
      RunPage.commitLater PUBLISH
      SegmentKeysPage.rotate ADMINISTER
      SegmentKeysPage.save ADMINISTER
      SitesPage.create ADMINISTER
      SitesPage.remove ADMINISTER
      StagingAreasPage.create ADMINISTER
      StagingAreasPage.remove ADMINISTER
      StorePage.collect OPERATE
      StorePage.verify OPERATE
      VersionsPage.previewRemoval PUBLISH
      VersionsPage.previewRestore PUBLISH
      VersionsPage.previewRollBack PUBLISH
      VersionsPage.remove ADMINISTER
      VersionsPage.removeEverything ADMINISTER
      VersionsPage.restore ADMINISTER
      VersionsPage.rollBack ADMINISTER
      VersionsPage.unpin ADMINISTER
      """;

  /** All of them: a list would not know of a new one. */
  private static List<Class<?>> pages() {
    try (Stream<Path> files = Files.list(classes())) {
      List<Class<?>> pages = new ArrayList<>();
      for (Path file : files.filter(it -> it.toString().endsWith("Page.class")).toList()) {
        String name = file.getFileName().toString().replace(".class", "");
        pages.add(Class.forName(AccountPage.class.getPackageName() + "." + name));
      }
      return pages;
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path classes() {
    return Path.of(URI.create(AccountPage.class.getResource("AccountPage.class").toString()))
        .getParent();
  }

  @Test
  void shouldRequireThePermissionOfTheTable() {
    Map<String, Permission> actions = new TreeMap<>();
    for (Class<?> page : pages()) {
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
    for (Class<?> page : pages()) {
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
