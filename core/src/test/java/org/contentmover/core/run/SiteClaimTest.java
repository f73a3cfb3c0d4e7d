package org.contentmover.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.ids.ServerName;
import org.junit.jupiter.api.Test;

class SiteClaimTest {
  @Test
  void shouldWaitForARunThatHoldsTheSiteOnACommonServer() {
    SiteClaim holder = claim("a", 1, true, "www", "east", "s1", "s2");
    SiteClaim mine = claim("b", 2, false, "www", "west", "s2", "s3");
    assertEquals(List.of(holder), mine.allBefore(List.of(mine, holder)));
  }

  @Test
  void shouldNotWaitForAnotherSiteOrOtherServers() {
    SiteClaim otherSite = claim("a", 1, true, "shop", "east", "s1", "s2");
    SiteClaim otherServers = claim("c", 1, true, "www", "east", "s1");
    SiteClaim mine = claim("b", 2, false, "www", "west", "s2", "s3");
    assertEquals(List.of(), mine.allBefore(List.of(otherSite, otherServers)));
  }

  @Test
  void shouldWaitForTheSameGroupEvenWithoutServers() {
    SiteClaim holder = claim("a", 1, true, "www", "east");
    SiteClaim mine = claim("b", 2, false, "www", "east");
    assertEquals(List.of(holder), mine.allBefore(List.of(holder)));
  }

  @Test
  void shouldLetTheEarlierOfTwoWaitingRunsGoFirst() {
    SiteClaim earlier = claim("b", 1, false, "www", "east", "s1");
    SiteClaim later = claim("a", 2, false, "www", "east", "s1");
    assertEquals(List.of(), earlier.allBefore(List.of(later)));
    assertEquals(List.of(earlier), later.allBefore(List.of(earlier)));
  }

  @Test
  void shouldOrderRunsOfTheSameMomentById() {
    SiteClaim first = claim("a", 1, false, "www", "east", "s1");
    SiteClaim second = claim("b", 1, false, "www", "east", "s1");
    assertEquals(List.of(), first.allBefore(List.of(second)));
    assertEquals(List.of(first), second.allBefore(List.of(first)));
  }

  private static SiteClaim claim(
      String run, long order, boolean holds, String site, String group, String... servers) {
    return new SiteClaim(
        run,
        order,
        holds,
        new HostedSite(site),
        new ContentGroup(group),
        Arrays.stream(servers).map(ServerName::new).collect(Collectors.toSet()));
  }
}
