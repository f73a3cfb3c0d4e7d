package org.contentmover.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;

/** What the console has of the sealing of a content group (CM-5, CM-15). */
final class SealingCard {
  private final Page page;

  /** The page is there already. */
  SealingCard(Page page) {
    this.page = page;
  }

  SealingCard toggle() {
    page.locator("[id='form:sealed'] .ui-chkbox-box").click();
    return this;
  }

  SealingCard save(String paths) {
    page.locator("[id='form:sealedPaths']").fill(paths);
    page.locator("[id='form:saveSealing']").click();
    return this;
  }

  SealingCard shouldAnswer(String message) {
    assertThat(page.locator("#messages")).containsText(message);
    return this;
  }

  SealingCard shouldTell(String state) {
    assertThat(page.locator("#sealing-state")).containsText(state);
    return this;
  }

  SealingCard shouldHavePaths(String paths) {
    assertThat(page.locator("[id='form:sealedPaths']")).hasValue(paths);
    return this;
  }
}
