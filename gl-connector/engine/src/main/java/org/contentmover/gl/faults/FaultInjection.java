package org.contentmover.gl.faults;

import java.util.Map;
import org.contentmover.gl.api.FaultRates;
import org.contentmover.gl.api.FaultSettings;
import org.contentmover.gl.api.SegmentSettings;
import org.contentmover.gl.group.CarrierOpener;
import org.contentmover.gl.log.ConnectorLog;

/**
 * The faults of one membership: stands between its carriers and everything above them, so that
 * nothing above can tell an injected fault from a real one. Without faults carriers are as they
 * were. Safe for use by several threads.
 */
public final class FaultInjection {
  private final FaultSettings settings;
  private final FaultyPath controlSend;
  private final FaultyPath controlReceive;
  private final FaultyPath dataSend;
  private final FaultyPath dataReceive;

  /** The faults of these settings; says so in the log when there are any. */
  public FaultInjection(SegmentSettings segment) {
    settings = segment.faults();
    String server = segment.server();
    controlSend = path(server, "control.send", settings.controlSend());
    controlReceive = path(server, "control.receive", settings.controlReceive());
    dataSend = path(server, "data.send", settings.dataSend());
    dataReceive = path(server, "data.receive", settings.dataReceive());
    if (settings.any()) {
      ConnectorLog.FAULTS_INJECTED.log(server, settings.describe());
    }
  }

  /** All of a segment that share a seed would else lose the same datagrams. */
  private FaultyPath path(String server, String name, FaultRates rates) {
    return new FaultyPath(rates, settings.seed() * 31 + (server + "/" + name).hashCode());
  }

  /** Carriers of the control channel. */
  public CarrierOpener onControl(CarrierOpener real) {
    return between(real, controlSend, controlReceive);
  }

  /** Carriers of data channels. */
  public CarrierOpener onData(CarrierOpener real) {
    return between(real, dataSend, dataReceive);
  }

  private CarrierOpener between(CarrierOpener real, FaultyPath send, FaultyPath receive) {
    return settings.any() ? new FaultyCarriers(real, send, receive) : real;
  }

  /** What was done to how many datagrams; nothing when no faults are configured. */
  public void addTo(Map<String, Long> counters) {
    if (settings.any()) {
      controlSend.addTo(counters, "faults.control.send.");
      controlReceive.addTo(counters, "faults.control.receive.");
      dataSend.addTo(counters, "faults.data.send.");
      dataReceive.addTo(counters, "faults.data.receive.");
    }
  }
}
