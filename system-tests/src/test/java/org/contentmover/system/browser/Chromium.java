package org.contentmover.system.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A browser for the tests of one class, with a page for each of them; one of which the browser
 * complained fails. Register it as a static field.
 */
final class Chromium
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private static final String PROGRAM =
      Optional.ofNullable(System.getenv("CHROMIUM")).orElse("/usr/bin/chromium");

  /** A page that is right comes at once; on a busy machine it takes its time. */
  private static final double PAGE_PATIENCE_MILLIS = 120_000;

  private static final double TEXT_PATIENCE_MILLIS = 30_000;

  private final Path work;
  private final List<String> complaints = new ArrayList<>();
  private Playwright playwright;
  private Browser browser;
  private Page page;

  /**
   * Not started yet.
   *
   * @param work where the picture of the last page goes
   */
  Chromium(Path work) {
    this.work = work;
  }

  /** That of the test that runs. */
  Page page() {
    return page;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    PlaywrightAssertions.setDefaultAssertionTimeout(TEXT_PATIENCE_MILLIS);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of(PROGRAM)));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    complaints.clear();
    page = browser.newPage();
    page.setDefaultTimeout(PAGE_PATIENCE_MILLIS);
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
  }

  @Override
  public void afterEach(ExtensionContext context) {
    page.screenshot(new Page.ScreenshotOptions().setPath(work.resolve("last.png")));
    page.close();
    assertEquals(
        List.of(), complaints, "what the browser complains of: scripts, policy, resources");
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (playwright != null) {
      playwright.close();
    }
  }
}
