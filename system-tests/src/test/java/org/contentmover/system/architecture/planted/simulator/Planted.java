package org.contentmover.system.architecture.planted.simulator;

import jakarta.resource.ResourceException;
import org.contentmover.system.architecture.planted.content.Planted.Scan;
import org.jgroups.JChannel;

/** Each record breaks the rule of its module on purpose. */
public final class Planted {

  private Planted() {}

  record KnowsContent(Scan scan) {}

  record KnowsJGroups(JChannel channel) {}

  record KnowsJakarta(ResourceException error) {}
}
