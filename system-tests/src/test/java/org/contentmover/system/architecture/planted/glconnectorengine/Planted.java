package org.contentmover.system.architecture.planted.glconnectorengine;

import jakarta.servlet.http.HttpServlet;
import org.contentmover.system.architecture.planted.content.Planted.Scan;

/** Each record breaks the rule of its module on purpose. */
public final class Planted {

  private Planted() {}

  record KnowsContent(Scan scan) {}

  record KnowsServlets(HttpServlet servlet) {}
}
