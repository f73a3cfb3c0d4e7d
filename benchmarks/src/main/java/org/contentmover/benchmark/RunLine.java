package org.contentmover.benchmark;

import java.util.Locale;

/**
 * One run, as it is written down.
 *
 * @param repetition from 1; 0 for the first run of processes that are slower at first
 * @param correct whether every receiver has the payload byte by byte
 * @param problem why there is no measurement; empty when there is one
 * @param measurement null when there is none
 */
record RunLine(
    String peer,
    int receivers,
    Rate rate,
    Loss loss,
    Payload payload,
    int repetition,
    boolean correct,
    String problem,
    Measurement measurement) {
  private static final double BYTES_PER_MB = 1e6;

  double fractionOfLimit() {
    return rate.secondsFor(payload.bytes()) / measurement.wallSeconds();
  }

  double fractionOfLimitSynced() {
    return rate.secondsFor(payload.bytes()) / measurement.syncedSeconds();
  }

  double senderBytesPerPayload() {
    return measurement.senderBytes() / (double) payload.bytes();
  }

  double receiverCpuSecondsPerMegabyte() {
    return measurement.receiverCpuSeconds() / (payload.bytes() / BYTES_PER_MB);
  }

  double senderCpuSecondsPerMegabyte() {
    return measurement.senderCpuSeconds() / (payload.bytes() / BYTES_PER_MB);
  }

  /** One line of JSON. */
  String json() {
    StringBuilder json = new StringBuilder("{");
    text(json, "peer", peer);
    raw(json, "receivers", Integer.toString(receivers));
    text(json, "rate", rate.text());
    raw(json, "lossPercent", loss.json());
    text(json, "payload", payload.text());
    raw(json, "bytes", Long.toString(payload.bytes()));
    raw(json, "repetition", Integer.toString(repetition));
    raw(json, "correct", Boolean.toString(correct));
    if (measurement == null) {
      text(json, "problem", problem);
      return json.append('}').toString();
    }
    raw(json, "wallSeconds", decimal(measurement.wallSeconds()));
    raw(json, "fractionOfLimit", decimal(fractionOfLimit()));
    raw(json, "wallSecondsSynced", decimal(measurement.syncedSeconds()));
    raw(json, "fractionOfLimitSynced", decimal(fractionOfLimitSynced()));
    raw(json, "packSeconds", decimal(measurement.packSeconds()));
    raw(json, "packSyncSeconds", decimal(measurement.packSyncSeconds()));
    raw(json, "unpackSeconds", decimal(measurement.unpackSeconds()));
    raw(json, "senderBytesPerPayload", decimal(senderBytesPerPayload()));
    raw(json, "receiverCpuSecondsPerMB", decimal(receiverCpuSecondsPerMegabyte()));
    raw(json, "senderCpuSecondsPerMB", decimal(senderCpuSecondsPerMegabyte()));
    return json.append('}').toString();
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.5f", value);
  }

  private static void text(StringBuilder json, String name, String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : value.toCharArray()) {
      if (c < ' ') {
        quoted.append(' ');
      } else {
        quoted.append(c == '"' || c == '\\' ? "\\" : "").append(c);
      }
    }
    raw(json, name, quoted.append('"').toString());
  }

  private static void raw(StringBuilder json, String name, String value) {
    json.append(json.length() == 1 ? "" : ",").append('"').append(name).append("\":").append(value);
  }
}
