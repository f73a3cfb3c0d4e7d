package org.contentmover.ccm.topology;

import jakarta.ejb.Local;
import java.util.List;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.paging.Page;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.topology.view.MemberFacts;
import org.contentmover.ccm.topology.view.ServerView;

/** Enrolled servers. */
@Local
public interface Servers {
  /** Servers by segment and name; {@code segment} null: of all segments. */
  Page<ServerView> list(String segment, PageRequest page);

  ServerView view(String name);

  /** A server that hears no multicast reports itself (EL-15). */
  void presence(String server, MemberFacts facts, String reporter);

  /**
   * Says what content groups may be chosen by (CM-14). Refused when the server would belong to two
   * groups of a site then.
   *
   * @param labels all of them, as {@code name=value}
   * @param expectedRevision what the change is based on; null: whatever is held
   */
  ServerView label(String name, List<String> labels, Long expectedRevision, Actor by);

  /**
   * From now on nothing the server signs is accepted, and no run counts on it. It may be enrolled
   * again with a new key.
   */
  ServerView revoke(String name, Actor by);

  /** Forgets a revoked server. */
  void remove(String name, Actor by);
}
