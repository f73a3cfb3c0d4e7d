package org.contentmover.system.architecture.planted.besagentwar;

import org.contentmover.system.architecture.planted.ccmejb.Planted.RunRow;
import org.jgroups.JChannel;

/** Each record breaks the rule of its module on purpose. */
public final class Planted {

  private Planted() {}

  record KnowsJGroups(JChannel channel) {}

  record KnowsTheCcm(RunRow run) {}

  /** Known by those who must not. */
  public static final class Inbox {}
}
