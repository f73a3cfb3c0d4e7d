package org.contentmover.ccm.web.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.reflect.Proxy;
import java.time.Duration;
import org.contentmover.ccm.job.Jobs;
import org.contentmover.ccm.job.view.JobView;
import org.contentmover.ccm.job.view.NewJob;
import org.contentmover.ccm.job.view.WaitPolicy;
import org.junit.jupiter.api.Test;

/** A job that was made by REST, in the form of the console (UI-1, UI-2). */
class JobPageTest {
  private static JobPage page(Duration patience, Duration deadline, Duration quiet) {
    JobView known = Farm.watching("nightly", null);
    JobView view =
        new JobView(
            known.id(),
            known.name(),
            known.type(),
            known.site(),
            known.group(),
            known.stagingArea(),
            known.quorum(),
            WaitPolicy.WAIT,
            WaitPolicy.FAIL,
            patience,
            deadline,
            quiet,
            null,
            known.revision(),
            Farm.NOW,
            null,
            null);
    JobPage page = new JobPage();
    page.jobs =
        (Jobs)
            Proxy.newProxyInstance(
                Jobs.class.getClassLoader(),
                new Class<?>[] {Jobs.class},
                (self, method, arguments) -> view);
    page.setJob(known.name());
    page.read();
    // The browser sends every field back as it shows it.
    page.setPatienceMinutes(page.getPatienceMinutes());
    page.setDeadlineMinutes(page.getDeadlineMinutes());
    page.setQuietSeconds(page.getQuietSeconds());
    return page;
  }

  @Test
  void shouldKeepTheTimesThatNobodyChanged() {
    Duration quiet = Duration.ofMillis(7_500);
    JobPage page = page(Duration.ofSeconds(30), Duration.ofSeconds(90), quiet);
    page.setQuorum("3");

    NewJob wanted = page.wanted();
    assertEquals("3", wanted.quorum());
    assertEquals(Duration.ofSeconds(30), wanted.patience());
    assertEquals(Duration.ofSeconds(90), wanted.deadline());
    assertEquals(quiet, wanted.publishWhenQuietFor());
  }

  @Test
  void shouldTakeTheTimesThatSomebodyEntered() {
    JobPage page = page(Duration.ofSeconds(30), Duration.ofSeconds(90), Duration.ofSeconds(7));
    page.setPatienceMinutes(2L);
    page.setDeadlineMinutes(null);
    page.setQuietSeconds(null);

    NewJob wanted = page.wanted();
    assertEquals(Duration.ofMinutes(2), wanted.patience());
    assertNull(wanted.deadline());
    assertNull(wanted.publishWhenQuietFor());
  }

  @Test
  void shouldSayWhatAFieldCannotShow() {
    JobPage page = page(Duration.ofMinutes(2), Duration.ofSeconds(90), null);
    assertEquals("", page.getPatienceRemark());
    assertEquals("It is 90 s, and stays so unless you change it here.", page.getDeadlineRemark());
    assertEquals("", page.getQuietRemark());
  }

  @Test
  void shouldBeginWithAnHour() {
    JobPage page = new JobPage();
    page.read();
    assertEquals(60L, page.getPatienceMinutes());
    assertEquals(Duration.ofHours(1), page.wanted().deadline());
    assertNull(page.wanted().publishWhenQuietFor());
  }
}
