package org.contentmover.agent.facts;

import java.lang.management.ManagementFactory;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Processors, load and memory of this host. Read by attribute name from the platform's MBean, whose
 * class is not visible to deployments on every server.
 */
final class HostFacts {
  private static final Logger LOG = Logger.getLogger(HostFacts.class.getName());
  private static final double UNKNOWN_LOAD = -1;

  private HostFacts() {}

  static int cpus() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** Share of the processors in use, 0 to 1; less than 0 when unknown. */
  static double cpuLoad() {
    double load = attribute("CpuLoad", UNKNOWN_LOAD).doubleValue();
    return Double.isNaN(load) ? UNKNOWN_LOAD : Math.min(1, load);
  }

  static long memoryBytes() {
    return Math.max(0, attribute("TotalMemorySize", 0).longValue());
  }

  private static Number attribute(String name, Number unknown) {
    try {
      MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
      Object value =
          beans.getAttribute(new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME), name);
      return value instanceof Number number ? number : unknown;
    } catch (JMException e) {
      LOG.log(Level.FINE, "this Java runtime does not tell " + name, e);
      return unknown;
    }
  }
}
