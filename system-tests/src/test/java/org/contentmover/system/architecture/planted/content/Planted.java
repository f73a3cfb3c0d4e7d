package org.contentmover.system.architecture.planted.content;

import jakarta.persistence.EntityManager;
import java.net.http.HttpClient;
import org.jgroups.JChannel;

/** Each record breaks the rule of its module on purpose. */
public final class Planted {

  private Planted() {}

  record KnowsHttp(HttpClient client) {}

  record KnowsJGroups(JChannel channel) {}

  record KnowsJakarta(EntityManager manager) {}

  /** Known by those who must not. */
  public static final class Scan {}
}
