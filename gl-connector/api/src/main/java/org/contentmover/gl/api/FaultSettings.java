package org.contentmover.gl.api;

/**
 * Faults a server injects into its own network traffic, for tests; refused unless the server runs
 * with the system property {@value #ALLOWED_PROPERTY}.
 *
 * @param controlSend of the control channel, unicast included
 * @param controlReceive of the control channel, unicast included
 * @param dataSend of the data channels
 * @param dataReceive of the data channels
 * @param seed of what is random; servers with the same seed still differ from each other
 */
public record FaultSettings(
    FaultRates controlSend,
    FaultRates controlReceive,
    FaultRates dataSend,
    FaultRates dataReceive,
    long seed) {
  /** System property that must be {@code true} in a server that injects faults. */
  public static final String ALLOWED_PROPERTY = "contentmover.test.faults";

  /** No faults, as in production. */
  public static final FaultSettings NONE =
      new FaultSettings(FaultRates.NONE, FaultRates.NONE, FaultRates.NONE, FaultRates.NONE, 1);

  /** Rejects missing rates. */
  public FaultSettings {
    Checks.present("controlSend", controlSend);
    Checks.present("controlReceive", controlReceive);
    Checks.present("dataSend", dataSend);
    Checks.present("dataReceive", dataReceive);
  }

  /** The given faults for frames that come in on data channels, and no others. */
  public static FaultSettings onDataReceived(FaultRates rates, long seed) {
    return new FaultSettings(FaultRates.NONE, FaultRates.NONE, FaultRates.NONE, rates, seed);
  }

  /** Whether any datagram is in danger. */
  public boolean any() {
    return controlSend.any() || controlReceive.any() || dataSend.any() || dataReceive.any();
  }

  /** Whether this process may inject faults. */
  public static boolean allowedHere() {
    return Boolean.getBoolean(ALLOWED_PROPERTY);
  }

  /** What is injected, for people; "none" for nothing. */
  public String describe() {
    if (!any()) {
      return "none";
    }
    StringBuilder text = new StringBuilder();
    append(text, "control.send", controlSend);
    append(text, "control.receive", controlReceive);
    append(text, "data.send", dataSend);
    append(text, "data.receive", dataReceive);
    return text.append("seed ").append(seed).toString();
  }

  private static void append(StringBuilder text, String name, FaultRates rates) {
    if (rates.any()) {
      text.append(name).append(": ").append(rates).append("; ");
    }
  }
}
