package org.contentmover.system.architecture.planted.glconnectorrar;

import org.contentmover.core.ids.ServerName;
import org.contentmover.system.architecture.planted.besagentwar.Planted.Inbox;

/** Each record breaks the rule of its module on purpose. */
public final class Planted {

  private Planted() {}

  record KnowsTheAgent(Inbox inbox) {}

  /** Breaks a rule on purpose. */
  record KnowsCore(ServerName server) {}
}
