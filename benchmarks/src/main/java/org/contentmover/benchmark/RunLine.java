package org.contentmover.benchmark;

import java.util.Locale;

/**
 * One run, as it is written down.
 *
 * @param setting what it was a run of
 * @param repetition from 1; 0 for the first run of processes that are slower at first
 * @param correct whether every receiver has the payload byte by byte
 * @param problem why there is no measurement; empty when there is one
 * @param measurement null when there is none
 */
record RunLine(
    RunSetting setting, int repetition, boolean correct, String problem, Measurement measurement) {
  private static final double BYTES_PER_MB = 1e6;

  private long bytes() {
    return setting.payload().bytes();
  }

  private double limitSeconds() {
    return setting.rate().secondsFor(bytes());
  }

  double fractionOfLimit() {
    return limitSeconds() / measurement.wallSeconds();
  }

  double fractionOfLimitSynced() {
    return limitSeconds() / measurement.syncedSeconds();
  }

  double senderBytesPerPayload() {
    return measurement.senderBytes() / (double) bytes();
  }

  double receiverCpuSecondsPerMegabyte() {
    return measurement.receiverCpuSeconds() / (bytes() / BYTES_PER_MB);
  }

  double senderCpuSecondsPerMegabyte() {
    return measurement.senderCpuSeconds() / (bytes() / BYTES_PER_MB);
  }

  /** One line of JSON. */
  String json() {
    StringBuilder json = new StringBuilder("{");
    text(json, "peer", setting.peer());
    raw(json, "receivers", Integer.toString(setting.receivers()));
    text(json, "rate", setting.rate().text());
    raw(json, "lossPercent", setting.loss().json());
    text(json, "payload", setting.payload().text());
    raw(json, "bytes", Long.toString(bytes()));
    raw(json, "keys", Boolean.toString(setting.choices().keyed()));
    text(json, "jvm", setting.choices().jvmText());
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
