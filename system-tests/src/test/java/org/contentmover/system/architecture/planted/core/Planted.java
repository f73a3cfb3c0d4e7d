package org.contentmover.system.architecture.planted.core;

import jakarta.resource.ResourceException;
import java.net.DatagramSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.BlockingQueue;
import org.jgroups.JChannel;

/** Each record breaks the rule of its module on purpose. */
public final class Planted {

  private Planted() {}

  record KnowsAClock(Clock clock) {}

  record KnowsAFile(Path file) {}

  record KnowsALogger(System.Logger logger) {}

  record KnowsAQueue(BlockingQueue<String> queue) {}

  record KnowsASocket(DatagramSocket socket) {}

  record KnowsAThread(Thread thread) {}

  record KnowsJGroups(JChannel channel) {}

  record KnowsJakarta(ResourceException error) {}
}
