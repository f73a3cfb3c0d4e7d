package org.contentmover.system.architecture.planted.ccmejb;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.contentmover.system.architecture.planted.besagentwar.Planted.Inbox;
import org.jgroups.JChannel;

/** Each record breaks the rule of its module on purpose. */
public final class Planted {

  private Planted() {}

  record KnowsJGroups(JChannel channel) {}

  record KnowsTheAgent(Inbox inbox) {}

  /** Known by those who must not. */
  @Entity
  public static class RunRow {
    @Id long id;
  }
}
