package org.contentmover.system.architecture.planted.glconnectorapi;

import jakarta.servlet.http.HttpServlet;
import org.contentmover.core.ids.ServerName;
import org.jgroups.JChannel;

/** Each record breaks the rule of its module on purpose. */
public final class Planted {

  private Planted() {}

  record KnowsCore(ServerName server) {}

  record KnowsJGroups(JChannel channel) {}

  record KnowsServlets(HttpServlet servlet) {}
}
