package org.contentmover.ccm.distribution;

import org.contentmover.ccm.site.GroupShadow;
import org.contentmover.ccm.topology.ServerStandings.ReportedSite;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.ccm.topology.view.Freshness;
import org.contentmover.ccm.topology.view.ServerSiteView;
import org.contentmover.ccm.version.view.HotContentView;

/**
 * One server's standing with one site, in words; {@code run} tells of the run that has the server
 * in its hands, null for none, and {@code queue} of those that wait for their turn to catch up.
 */
final class StandingTexts {
  private StandingTexts() {}

  static ServerSiteView view(
      ServerState server,
      GroupShadow shadow,
      HotContentView hot,
      ReportedSite site,
      CatchUp catchUp,
      String run,
      String queue) {
    long live = server.liveVersion(shadow.site());
    long should = hot == null ? shadow.version() : hot.version();
    return new ServerSiteView(
        shadow.site(),
        shadow.group(),
        live,
        site == null ? 0 : site.stagedVersion(),
        site == null ? 0 : site.backupVersion(),
        shadow.version(),
        freshness(live, should, site, catchUp),
        catchUp == null || live == should ? null : catchUp.since(),
        site == null ? null : site.problem(),
        explanation(server, live, site, shadow, hot, catchUp, run, queue));
  }

  private static Freshness freshness(long live, long should, ReportedSite site, CatchUp catchUp) {
    if (live == should) {
      return Freshness.CURRENT;
    }
    if (catchUp != null && catchUp.distribution() != null) {
      return Freshness.CATCHING_UP;
    }
    return site == null ? Freshness.UNKNOWN : Freshness.STALE;
  }

  private static String explanation(
      ServerState server,
      long live,
      ReportedSite site,
      GroupShadow shadow,
      HotContentView hot,
      CatchUp catchUp,
      String run,
      String queue) {
    String should = "version " + shadow.version();
    if (hot != null) {
      should += " with " + hot.inWords();
      if (live == hot.version()) {
        return "Shows "
            + should
            + ". It differs on purpose, until that is taken back or something else is published.";
      }
    } else if (live == shadow.version()) {
      if (shadow.version() == 0) {
        return "Nothing is published yet.";
      }
      // What visitors see is another matter then, and said beside it.
      boolean troubled = site != null && site.problem() != null;
      return troubled ? "Has " + should + " live." : "Shows " + should + ", as it should.";
    }
    String is = live == 0 ? "Shows none of the published versions" : "Shows version " + live;
    String since = catchUp == null ? "" : " since " + catchUp.since();
    String gap = is + " and should show " + should + since + ". ";
    if (!server.up()) {
      return gap
          + "The server is down ("
          + server.downReason()
          + "); it is brought up to date when it returns.";
    }
    if (run != null) {
      return gap + "It goes on when a run is done with it: " + run;
    }
    if (catchUp == null) {
      return gap + "It is brought up to date in a few seconds.";
    }
    if (catchUp.distribution() != null) {
      return gap + "It is catching up.";
    }
    String failure =
        catchUp.attempts() == 0
            ? gap
            : gap + "Attempt " + catchUp.attempts() + " failed: " + catchUp.problem() + ". ";
    return failure
        + switch (catchUp.turn()) {
          case NONE -> "It is tried again in a moment.";
          case WAITS -> queue;
          case HAS -> "What it lacks is being prepared.";
        };
  }
}
