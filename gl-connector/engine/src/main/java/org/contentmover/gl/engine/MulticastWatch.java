package org.contentmover.gl.engine;

import org.contentmover.gl.log.ConnectorLog;

/** Tells the administrator when this server begins or ceases to hear its own multicast (EL-15). */
final class MulticastWatch {
  private final String server;
  private final String channel;
  private final String interfaceAddress;
  private final long firstHeardByNs;
  private boolean told;
  private boolean heard;

  /**
   * Has heard nothing yet.
   *
   * @param firstHeardByNs when having heard nothing is worth telling
   */
  MulticastWatch(String server, String channel, String interfaceAddress, long firstHeardByNs) {
    this.server = server;
    this.channel = channel;
    this.interfaceAddress = interfaceAddress;
    this.firstHeardByNs = firstHeardByNs;
  }

  void onTimer(boolean heardNow, long nowNs) {
    boolean news = told ? heardNow != heard : heardNow || nowNs >= firstHeardByNs;
    if (!news) {
      return;
    }
    told = true;
    heard = heardNow;
    if (heardNow) {
      ConnectorLog.MULTICAST_HEARD.log(server, channel);
    } else {
      ConnectorLog.MULTICAST_DEAF.log(server, channel, interfaceAddress);
    }
  }
}
