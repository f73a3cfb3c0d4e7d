package org.contentmover.system.architecture.planted.benchmarks;

import jakarta.servlet.http.HttpServlet;
import org.jgroups.JChannel;

/** Each record breaks the rule of its module on purpose. */
public final class Planted {

  private Planted() {}

  record KnowsJGroups(JChannel channel) {}

  record KnowsServlets(HttpServlet servlet) {}
}
