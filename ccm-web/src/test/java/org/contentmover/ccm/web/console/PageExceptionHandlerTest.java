package org.contentmover.ccm.web.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Where a page goes whose state is gone (UI-2). */
class PageExceptionHandlerTest {
  private static final String RUN = "/run.xhtml";

  @Test
  void shouldShowTheSameRunAnew() {
    assertEquals(
        "/run.xhtml?id=7&a=%2F",
        PageExceptionHandler.anew(RUN, "https://ccm/run.xhtml?id=7&a=%2F"));
  }

  @Test
  void shouldTakeNothingFromAnotherPage() {
    for (String page :
        new String[] {
          null,
          "",
          "no address",
          "https://ccm/run.xhtml",
          "https://ccm/jobs.xhtml?id=7",
          "https://ccm"
        }) {
      assertEquals(RUN, PageExceptionHandler.anew(RUN, page));
    }
  }
}
