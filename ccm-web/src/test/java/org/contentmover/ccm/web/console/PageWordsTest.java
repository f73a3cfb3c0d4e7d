package org.contentmover.ccm.web.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One word for one thing: that of docs/glossary.md, on every page. */
class PageWordsTest {
  private static final Path PAGES = Path.of("src/main/webapp");
  private static final Pattern MENU =
      Pattern.compile("<a id=\"nav-.*? href=\"(.*?)\".*?>(.*?)</a>");
  private static final Pattern TITLE =
      Pattern.compile("<ui:define name=\"title\">(.*?)</ui:define>");
  private static final Pattern SHORT =
      Pattern.compile(
          "(<th scope=\"col\">|<dt>|data-label=\"|headerText=\")(Sites?|Groups?)[\"<:]"
              + "|, group #|Choose a site|Site and group");

  @Test
  void shouldCallAPageTheSameInTheMenuAndInItsHeading() throws IOException {
    Map<String, String> menu = new TreeMap<>();
    Map<String, String> headings = new TreeMap<>();
    Matcher entry = MENU.matcher(Files.readString(PAGES.resolve("WEB-INF/templates/page.xhtml")));
    while (entry.find()) {
      menu.put(entry.group(1), entry.group(2));
      Matcher title = TITLE.matcher(Files.readString(PAGES.resolve(entry.group(1))));
      headings.put(entry.group(1), title.find() ? title.group(1) : "nothing");
    }

    assertEquals(10, menu.size());
    assertEquals(headings, menu);
  }

  @Test
  void shouldCallHostedSitesAndContentGroupsSo() throws IOException {
    List<String> shortened = new ArrayList<>();
    try (Stream<Path> files = Files.list(PAGES)) {
      for (Path page : files.filter(file -> file.toString().endsWith(".xhtml")).toList()) {
        SHORT
            .matcher(Files.readString(page))
            .results()
            .forEach(found -> shortened.add(page.getFileName() + ": " + found.group()));
      }
    }

    assertEquals(List.of(), shortened);
  }
}
