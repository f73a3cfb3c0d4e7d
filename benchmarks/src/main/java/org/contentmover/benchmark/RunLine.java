package org.contentmover.benchmark;

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
    JsonLine json = new JsonLine();
    json.text("peer", setting.peer());
    json.raw("receivers", Integer.toString(setting.receivers()));
    json.text("rate", setting.rate().text());
    json.raw("lossPercent", setting.loss().json());
    json.text("payload", setting.payload().text());
    json.raw("bytes", Long.toString(bytes()));
    json.raw("keys", Boolean.toString(setting.choices().keyed()));
    json.text("jvm", setting.choices().jvmText());
    json.raw("repetition", Integer.toString(repetition));
    json.raw("cold", Boolean.toString(cold()));
    json.raw("correct", Boolean.toString(correct()));
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
    json.text("problem", correct() ? null : problem);
    return json.toString();
  }

  private void figure(JsonLine json, String name, ToDoubleFunction<RunLine> of) {
    if (measurement == null) {
      json.raw(name, "null");
    } else {
      json.decimal(name, of.applyAsDouble(this));
    }
  }
}
