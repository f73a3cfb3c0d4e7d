package org.contentmover.benchmark;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One run, as it is written down.
 *
 * @param setting what it was a run of
 * @param repetition from 1; 0 for the first run of processes that are slower at first
 * @param problem why not every receiver has the payload byte by byte; empty when all have
 * @param measurement null when there is none
 */
record RunLine(RunSetting setting, int repetition, String problem, Measurement measurement) {
  private static final double BYTES_PER_MB = 1e6;

  /** Whether it is the first run of processes that are slower at first. */
  boolean cold() {
    return repetition == 0;
  }

  boolean correct() {
    return problem.isEmpty();
  }

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

  /** One line of JSON; it has every name, also of a run that failed. */
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
    raw(json, "cold", Boolean.toString(cold()));
    raw(json, "correct", Boolean.toString(correct()));
    figure(json, "wallSeconds", it -> it.measurement.wallSeconds());
    figure(json, "fractionOfLimit", RunLine::fractionOfLimit);
    figure(json, "wallSecondsSynced", it -> it.measurement.syncedSeconds());
    figure(json, "fractionOfLimitSynced", RunLine::fractionOfLimitSynced);
    figure(json, "packSeconds", it -> it.measurement.packSeconds());
    figure(json, "packSyncSeconds", it -> it.measurement.packSyncSeconds());
    figure(json, "unpackSeconds", it -> it.measurement.unpackSeconds());
    figure(json, "senderBytesPerPayload", RunLine::senderBytesPerPayload);
    figure(json, "receiverCpuSecondsPerMB", RunLine::receiverCpuSecondsPerMegabyte);
    figure(json, "senderCpuSecondsPerMB", RunLine::senderCpuSecondsPerMegabyte);
    if (correct()) {
      raw(json, "problem", "null");
    } else {
      text(json, "problem", problem);
    }
    return json.append('}').toString();
  }

  private void figure(StringBuilder json, String name, ToDoubleFunction<RunLine> of) {
    raw(json, name, measurement == null ? "null" : decimal(of.applyAsDouble(this)));
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
