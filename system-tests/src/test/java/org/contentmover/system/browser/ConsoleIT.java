package org.contentmover.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.farm.Farm;
import org.contentmover.farm.FarmSpec;
import org.contentmover.farm.Publishing.RunStatus;
import org.contentmover.system.farm.RunningFarm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an administrator sees in a browser (UI-1), on a farm of real servers. */
@Tag("browser")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {
  private static final double RUN_PATIENCE_MILLIS = 180_000;

  @RegisterExtension
  private static final RunningFarm RUNNING =
      new RunningFarm("console-it", new FarmSpec(1, 2, 0, 16_000));

  @RegisterExtension private static final Chromium CHROMIUM = new Chromium(RUNNING.work());

  private static Farm farm;

  private Page page;

  @BeforeAll
  static void findFarm() {
    farm = RUNNING.farm();
  }

  @BeforeEach
  void openPage() {
    page = CHROMIUM.page();
  }

  /** What a test left unfinished would keep the runs of all others waiting. */
  @AfterEach
  void abortWhatIsLeft() {
    farm.publishing().abortRuns();
  }

  @Test
  void shouldWatchARunFinishWithoutReload() {
    signIn("/jobs.xhtml");

    page.locator("[data-start=publish-demo]").click();
    page.waitForURL("**/run.xhtml?id=*");
    page.evaluate("window.neverReloaded = true");

    assertThat(page.locator("#phase")).hasText("succeeded", patiently());
    assertThat(page.locator("#percent-text")).hasText("100 %");
    for (String server : farm.serverNames()) {
      Locator row = page.locator("#servers tr[data-server='" + server + "']");
      assertThat(row).hasAttribute("data-outcome", "COMMITTED");
      assertThat(row).containsText("live");
    }
    assertEquals(true, page.evaluate("window.neverReloaded"), "the page was not loaded again");
    assertThat(page.locator("[id='form:abort']")).hasCount(0);
  }

  /** The server keeps the state of the pages asked for last only, and a poll asks for its page. */
  @Test
  void shouldGoOnWatchingARunWhenTheStateOfThePageIsGone() throws IOException {
    publish("shown");
    Files.writeString(RUNNING.work().resolve("staging/index.html"), "held");
    JsonObject run =
        farm.ccm()
            .good(
                farm.ccm()
                    .post("/api/v1/jobs/publish-demo/runs?hold=true", JsonObject.EMPTY_JSON_OBJECT),
                "a run that holds");
    page.clock().install();
    signIn("/run.xhtml?id=" + run.getJsonObject("summary").getString("id"));
    assertThat(page.locator("#phase")).hasText("staged", patiently());
    assertThat(input("commit")).isVisible();
    page.clock().pauseAt(System.currentTimeMillis() + 60_000);
    for (int i = 0; i < 20; i++) {
      assertEquals(200, page.request().get(farm.ccmUrl() + "/jobs.xhtml").status());
    }
    page.waitForResponse(
        answer ->
            answer.request().isNavigationRequest()
                && answer.url().contains("/run.xhtml?id=")
                && answer.status() == 200,
        page.clock()::resume);
    assertThat(page.locator("#phase")).hasText("staged");
    input("abort").click();
    confirm();
    assertThat(page.locator("#phase")).hasText("aborted", patiently());
  }

  @Test
  void shouldShowWhatAJobWouldDoBeforeItIsRun() throws IOException {
    publish("before");
    Path added = RUNNING.work().resolve("staging/added.html");
    Files.writeString(added, "not yet");
    signIn("/jobs.xhtml");
    page.locator("[data-preview=publish-demo]").click();
    page.waitForURL("**/preview.xhtml?id=*");
    assertThat(page.locator("#status")).hasText("ready", patiently());
    assertThat(page.locator("[data-count=NEW]")).hasText("1");
    assertThat(page.locator("ul[data-kind=NEW]")).containsText("added.html");
    assertThat(page.locator("#free")).isVisible();
    for (String server : farm.serverNames()) {
      assertThat(page.locator("#servers tr[data-server='" + server + "']"))
          .hasAttribute("data-takes-part", "true");
    }

    input("start").click();
    awaitRun();
    Files.delete(added);
    page.navigate(farm.ccmUrl() + "/versions.xhtml?site=www.example.com&group=everyone");
    input("previewRollback").click();
    page.waitForURL("**/preview.xhtml?id=*");
    assertThat(page.locator("#status")).hasText("ready", patiently());
    assertThat(page.locator("ul[data-kind=REMOVED]")).containsText("added.html");
    assertThat(page.locator("#travels")).hasText("an order alone");
  }

  @Test
  void shouldRunJobsOfSeveralSitesTogether() throws IOException {
    publish("alone");
    Files.writeString(RUNNING.work().resolve("staging/index.html"), "together");
    Path shop = Files.createDirectories(RUNNING.work().resolve("shop"));
    Files.writeString(shop.resolve("index.html"), "together");
    SecondSite.create(farm, shop);
    signIn("/jobs.xhtml");
    Locator together = page.locator("[id='together:startTogether']");
    page.locator("input[value=" + SecondSite.JOB + "]").check();
    together.click();
    assertThat(page.locator("#messages")).containsText("2 to 16 jobs");

    page.locator("input[value=" + SecondSite.JOB + "]").check();
    page.locator("input[value=publish-demo]").check();
    together.click();
    awaitRun();
    assertThat(page.locator("#joint tbody tr")).hasCount(2);
    assertThat(page.locator("#joint tr[data-site='" + SecondSite.NAME + "']"))
        .hasAttribute("data-phase", "SUCCEEDED");
    assertThat(page.locator("#joint tr[data-site='www.example.com']"))
        .hasAttribute("data-phase", "SUCCEEDED");
  }

  @Test
  void shouldShowEveryServerInItsSegmentWithTheLeaderMarked() {
    signIn("/servers.xhtml");

    for (String server : farm.serverNames()) {
      assertThat(page.locator("[data-segment=boston] tr[data-server='" + server + "']"))
          .isVisible();
    }
    assertThat(page.locator("tr[data-server] .tone-leader")).hasCount(1);
  }

  @Test
  void shouldShowTheKeysOfASegmentAndRotateThem() {
    signIn("/segment-keys.xhtml?segment=boston");
    assertThat(page.locator("#explanation")).containsText("Keyed");

    page.locator("[id='form:rotate']").click();

    assertThat(page.locator("#messages")).containsText("The rotation has begun");
    assertThat(page.locator("#keys tr[data-key='2']")).isVisible();
  }

  @Test
  void shouldSaveTheHooksOfAContentGroup() {
    signIn("/groups.xhtml");
    page.locator("[data-hooks='www.example.com/everyone']").click();
    page.locator("[id='form:hooks']").fill("after ../reload");
    page.locator("[id='form:save']").click();
    assertThat(page.locator("body")).containsText("what every server takes");

    page.locator("[id='form:hooks']").fill("");
    page.locator("[id='form:save']").click();
    assertThat(page.locator("body")).containsText("are saved");
  }

  @Test
  void shouldLabelAServer() {
    String server = farm.serverNames().get(0);
    signIn("/servers.xhtml?segment=boston");
    page.locator("[data-labels='" + server + "']").click();
    input("labels").fill("gold");
    input("save").click();
    assertThat(page.locator("body")).containsText("name=value");

    input("labels").fill("level=gold\nlocation=boston");
    input("save").click();
    assertThat(page.locator("#messages")).containsText("level=gold, location=boston");
    page.navigate(farm.ccmUrl() + "/labels.xhtml?server=" + server);
    assertThat(input("labels")).hasValue("level=gold\nlocation=boston");
    page.navigate(farm.ccmUrl() + "/servers.xhtml");
    assertThat(page.locator("tr[data-server='" + server + "']")).containsText("location=boston");

    page.navigate(farm.ccmUrl() + "/groups.xhtml");
    page.locator("label[for*='membership']:has-text('some labels')").click();
    assertThat(page.locator("[id='form:chosen']")).containsText("level=gold");

    page.navigate(farm.ccmUrl() + "/labels.xhtml?server=" + server);
    input("labels").fill("");
    input("save").click();
    assertThat(page.locator("#messages")).containsText("has no labels any more");
  }

  @Test
  void shouldSealAContentGroup() {
    signIn("/hooks.xhtml?site=www.example.com&group=everyone");
    SealingCard sealing = new SealingCard(page);
    sealing.shouldTell("travels plain");
    for (String state : List.of("is sealed", "travels plain")) {
      sealing.toggle().save("").shouldAnswer(state).shouldTell(state);
    }
    sealing.toggle().save("private/\n../up").shouldAnswer("glob patterns");
    sealing.shouldTell("travels plain");
    sealing.save("private/ \n\n*.key").shouldAnswer("is sealed at private/ *.key");
    sealing.shouldTell("Other content travels plain").shouldHavePaths("private/\n*.key");
    sealing.toggle().save("").shouldTell("travels plain");
  }

  @Test
  void shouldPlaceHotContentAndTakeItBack() throws IOException {
    publish("for everybody");
    String server = farm.serverNames().get(0);
    Files.writeString(RUNNING.work().resolve("staging/flash.html"), "only here");
    signIn("/groups.xhtml");
    page.locator("[data-hot='www.example.com/everyone']").click();
    assertThat(page.locator("#form")).containsText("No server shows anything else");

    input("stagingArea").fill("demo");
    input("paths").fill("/flash.html");
    input("servers").fill("nobody");
    input("reason").fill("a flash");
    input("place").click();
    assertThat(page.locator("body")).containsText("nobody");
    assertThat(page.locator("tr[data-hot]")).hasCount(0);

    input("servers").fill(server);
    input("place").click();
    assertThat(page.locator("#messages")).containsText("Placed on " + server);
    Locator placed = page.locator("tr[data-hot]");
    assertThat(placed).containsText("/flash.html");
    assertThat(placed).containsText("shown");

    placed.locator("button").click();
    confirm();
    assertThat(page.locator("#messages")).containsText("Taken back");
    assertThat(placed).containsText("ended");
    Files.delete(RUNNING.work().resolve("staging/flash.html"));
  }

  @Test
  void shouldSayWhoSignsAndTakeAStatement() {
    SigningKey author = SigningKey.generate();
    signIn("/sites.xhtml");
    page.locator("a[href*='publishers.xhtml'][href*='www.example.com']").click();
    assertThat(page.locator("[id='statements']")).containsText("No statement has been handed in");

    PublishersPage publishers = new PublishersPage(page);
    publishers.save("no key");
    assertThat(page.locator("[id='publishers']")).containsText("no key");

    publishers.save(Ed25519Keys.encodePublic(author.publicKey()));
    assertThat(page.locator("#messages")).containsText("wait for a publisher's statement");

    publishers.handIn(SigningKey.generate());
    assertThat(page.locator("tr[data-manifest]")).hasCount(0);
    publishers.handIn(author);
    assertThat(page.locator("#messages"))
        .containsText("allows manifest " + PublishersPage.MANIFEST);
    assertThat(page.locator("tr[data-manifest='" + PublishersPage.MANIFEST + "']"))
        .containsText("not yet");

    publishers.save("");
    assertThat(page.locator("#messages")).containsText("Nobody has to sign");
  }

  @Test
  void shouldRefuseAWrongPasswordAndLeadNobodyIn() {
    page.navigate(farm.ccmUrl() + "/run.xhtml?id=1");
    enter(farm.user(), "not the password");

    assertThat(page.locator("[id='form:messages']"))
        .containsText("User name and password do not match");
    assertTrue(page.url().contains("/login.xhtml"), page.url());
  }

  @Test
  void shouldNameTheJobWhoseStagingAreaCannotBeRead() {
    try (WatchedNowhere job = new WatchedNowhere(farm.ccm())) {
      signIn("/index.xhtml");
      Locator line = page.locator("#attention a[href='job.xhtml?name=" + job.name() + "']");
      assertThat(line).hasText("Job " + job.name(), patiently());
      line.click();
      assertThat(page.locator("#watch-problem")).containsText(job.directory() + " does not exist");
    }
  }

  @Test
  void shouldAskWhichRunWhenThePageIsNotTold() {
    signIn("/index.xhtml");
    String asked = page.request().get(farm.ccmUrl() + "/run.xhtml").text();
    assertTrue(asked.contains("Which run?") && asked.contains("href=\"/runs.xhtml\""), asked);
  }

  @Test
  void shouldLeadBackToTheLoginPageAfterSigningOut() {
    signIn("/index.xhtml");

    page.locator("#user-menu summary").click();
    page.locator("[id='user:sign-out']").click();
    page.waitForURL("**/login.xhtml*");
    page.navigate(farm.ccmUrl() + "/index.xhtml");

    assertThat(page.locator("[id='form:sign-in']")).isVisible();
  }

  /** The last one: there is no site to look at after it. */
  @Test
  @Order(Integer.MAX_VALUE)
  void shouldKeepVersionsAndBringThemBack() throws IOException {
    publish("first");
    signIn("/checkpoints.xhtml");
    input("name").fill("from the console");
    input("create").click();
    assertThat(page.locator("#messages")).containsText("keeps version");
    assertThat(page.locator("tr[data-checkpoint='from the console'][data-status=COMPLETE]"))
        .isVisible();

    input("every").fill("60");
    input("at").fill("03:00");
    input("times-save").click();
    assertThat(page.locator("#form")).containsText("either every or at");
    input("at").fill("");
    input("kept").fill("3");
    input("times-save").click();
    assertThat(page.locator("#messages")).containsText("The next checkpoint of");
    assertThat(page.locator("tr[data-schedule='www.example.com/everyone']"))
        .containsText("every 60 minutes");

    publish("second");
    page.navigate(farm.ccmUrl() + "/versions.xhtml?site=www.example.com&group=everyone");
    input("reason").fill("the prices are wrong");
    input("rollback").click();
    confirm();
    awaitRun();
    page.navigate(farm.ccmUrl() + "/checkpoints.xhtml");
    page.locator("tr[data-checkpoint='from the console'] a.button").click();
    input("restoreReason").fill("as it was");
    input("restore").click();
    awaitRun();
    page.navigate(farm.ccmUrl() + "/versions.xhtml?site=www.example.com&group=everyone");
    assertThat(page.locator("#versions")).containsText("withdrawn");
    input("removalReason").fill("the campaign is over");
    input("removeEverything").click();
    confirm();
    awaitRun();
    page.navigate(farm.ccmUrl() + "/store.xhtml");
    assertThat(page.locator("#form")).isVisible();
  }

  private static void publish(String content) throws IOException {
    Path staging = Files.createDirectories(RUNNING.work().resolve("staging"));
    Files.writeString(staging.resolve("index.html"), content);
    RunStatus run = farm.publishing().publish(staging, (long) RUN_PATIENCE_MILLIS, status -> {});
    assertTrue(run.succeeded(), run.explanation());
  }

  private Locator input(String id) {
    return page.locator("[id='form:" + id + "']");
  }

  private void confirm() {
    page.locator(".ui-confirmdialog-yes:visible").click();
  }

  /** Of an order, on whose page the console shows its run. */
  private void awaitRun() {
    page.waitForURL("**/run.xhtml?id=*");
    assertThat(page.locator("#phase")).hasText("succeeded", patiently());
  }

  private void signIn(String wanted) {
    page.navigate(farm.ccmUrl() + wanted);
    enter(farm.user(), farm.password());
    page.waitForURL(farm.ccmUrl() + wanted);
  }

  private void enter(String user, String password) {
    page.locator("[id='form:name']").fill(user);
    page.locator("[id='form:password']").fill(password);
    page.locator("[id='form:sign-in']").click();
  }

  private static LocatorAssertions.HasTextOptions patiently() {
    return new LocatorAssertions.HasTextOptions().setTimeout(RUN_PATIENCE_MILLIS);
  }
}
