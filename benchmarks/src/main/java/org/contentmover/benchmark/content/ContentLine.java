package org.contentmover.benchmark.content;

import java.util.Locale;
import org.contentmover.benchmark.JsonLine;

/**
 * One update by one program, as it is written down.
 *
 * @param repetition from 1
 * @param pair null when the trees could not be made
 * @param update null when it failed
 * @param problem null when all is well
 * @param yardstickBytesPerSecond {@link Yardstick#bytesPerSecond} just before or after, whichever
 *     is more
 */
record ContentLine(
    Corpus corpus,
    String contender,
    String profile,
    int repetition,
    Pair pair,
    Update update,
    String problem,
    double yardstickBytesPerSecond) {
  boolean correct() {
    return problem == null;
  }

  /** One line of JSON; it has every name, also of an update that failed. */
  String json() {
    JsonLine json = new JsonLine();
    json.text("corpus", corpus.name());
    json.text("group", corpus.group().name().toLowerCase(Locale.ROOT));
    json.text("what", corpus.what());
    json.text("tool", contender);
    json.text("profile", profile);
    json.raw("repetition", Integer.toString(repetition));
    json.raw("newFiles", pair == null ? "null" : Long.toString(pair.newFiles()));
    json.raw("newBytes", pair == null ? "null" : Long.toString(pair.newBytes()));
    json.raw("wireBytes", update == null ? "null" : Long.toString(update.wireBytes()));
    cost(json, "make", update == null ? null : update.make());
    cost(json, "apply", update == null ? null : update.apply());
    work(json, "", update == null ? Update.Work.UNKNOWN : update.cold());
    work(json, "warm", update == null ? Update.Work.UNKNOWN : update.warm());
    json.raw(
        "yardstickBytesPerSecond",
        Double.isNaN(yardstickBytesPerSecond)
            ? "null"
            : Long.toString(Math.round(yardstickBytesPerSecond)));
    json.raw("correct", Boolean.toString(correct()));
    json.text("problem", problem);
    return json.toString();
  }

  private static void cost(JsonLine json, String side, Cost cost) {
    seconds(json, side + "WallSeconds", cost == null ? Double.NaN : cost.wallSeconds());
    seconds(json, side + "CpuSeconds", cost == null ? Double.NaN : cost.cpuSeconds());
    json.raw(side + "PeakBytes", cost == null ? "null" : Long.toString(cost.peakBytes()));
  }

  private static void work(JsonLine json, String kind, Update.Work work) {
    boolean cold = kind.isEmpty();
    seconds(json, cold ? "encodeCpuSeconds" : kind + "EncodeCpuSeconds", work.encodeCpuSeconds());
    seconds(json, cold ? "decodeCpuSeconds" : kind + "DecodeCpuSeconds", work.decodeCpuSeconds());
    seconds(
        json, cold ? "decodeWallSeconds" : kind + "DecodeWallSeconds", work.decodeWallSeconds());
  }

  private static void seconds(JsonLine json, String name, double seconds) {
    if (Double.isNaN(seconds)) {
      json.raw(name, "null");
    } else {
      json.decimal(name, seconds);
    }
  }
}
