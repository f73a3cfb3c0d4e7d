package org.contentmover.system.architecture.planted.ccmweb;

import jakarta.persistence.EntityManager;
import org.contentmover.core.ids.ServerName;
import org.contentmover.system.architecture.planted.ccmejb.Planted.RunRow;

/** Each record breaks the rule of its module on purpose. */
public final class Planted {

  private Planted() {}

  record KnowsAMachine(ServerName server) {}

  record KnowsAnEntity(RunRow run) {}

  record KnowsTheEntityManager(EntityManager manager) {}
}
