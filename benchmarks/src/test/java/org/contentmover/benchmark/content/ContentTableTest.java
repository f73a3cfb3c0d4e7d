package org.contentmover.benchmark.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.contentmover.benchmark.BenchmarkException;
import org.junit.jupiter.api.Test;

/** What is said of updates: in lines of JSON and in the table. */
class ContentTableTest {
  private static final Cost COST = new Cost(2, 1.5, 10 << 20);
  private static final Pair PAIR = new Pair(Path.of("old"), Path.of("new"), 3, 6_000_000);

  private final ContentTable table = new ContentTable();

  private static Corpus corpus(Target target) {
    return new Corpus("one", Corpus.Group.WEB, "1 → 2", target, Set.of(), (oldTree, newTree) -> {});
  }

  private static ContentLine line(Corpus corpus, String contender, long bytes) {
    Update update =
        new Update(
            bytes, COST, COST, new Update.Work(1.0, 0.5, 0.4), new Update.Work(0.5, 0.25, 0.2));
    return new ContentLine(corpus, contender, "default", 1, PAIR, update, null, 850e6);
  }

  private String printed() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    table.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void shouldCompareWithRsyncAndWithTheTarget() {
    Corpus corpus = corpus(Target.ratio(0.35));
    table.add(line(corpus, "mover", 2_000));
    table.add(line(corpus, "rsync", 10_000));
    String text = printed();
    assertTrue(text.contains("| one | 6.0 | 2,000 | 10,000 | 0.200 | 0.35 | reached |"), text);
    assertTrue(text.contains("sum of web: 2,000 ÷ 10,000 = 0.200, target 0.20, reached"), text);
    assertTrue(
        text.contains("| one | mover | 1.50 | 2.00 | 10 | 1.50 | 2.00 | 10 | 6 | 12 |"), text);
    assertTrue(table.allCorrect());
  }

  @Test
  void shouldSayThatATargetIsMissed() {
    Corpus corpus = corpus(Target.ratio(0.35));
    table.add(line(corpus, "mover", 3_501));
    table.add(line(corpus, "rsync", 10_000));
    assertTrue(printed().contains("| 0.35 | **missed** |"), printed());
  }

  @Test
  void shouldTakeTheMedianAndLeaveOutWhatFailed() {
    Corpus corpus = corpus(Target.bytes(100));
    for (long bytes : new long[] {50, 500, 70}) {
      table.add(line(corpus, "mover", bytes));
    }
    table.add(new ContentLine(corpus, "mover", "default", 4, PAIR, null, "it \"failed\"", 850e6));
    String text = printed();
    assertTrue(text.contains("| one | 6.0 | 70 | – | 100 B | reached |"), text);
    assertTrue(text.contains("one, mover: it \"failed\""), text);
    assertFalse(table.allCorrect());
  }

  @Test
  void shouldTellSpeedsOfAllTogetherAndWhatTheyWouldBeWhereTheTargetsComeFrom() {
    Corpus corpus = corpus(Target.bytes(100));
    table.add(line(corpus, "mover", 50));
    table.add(line(corpus, "mover", 60));
    String text = printed();
    assertTrue(text.contains("| together, warm | MB/s | target |  | × 1700 ÷ yardstick |"), text);
    assertTrue(text.contains("| encode | 12 | 60 | **missed** | 24 |"), text);
    assertTrue(text.contains("| decode | 24 | 300 | **missed** | 48 |"), text);
    assertTrue(text.contains("| decode by the clock | 30 | 300 | **missed** | 60 |"), text);
    assertTrue(text.contains("yardstick: SHA-256 of one core 850 to 850 MB/s"), text);
  }

  @Test
  void shouldNotJudgeWhatWasNotMeasured() {
    Corpus corpus = corpus(Target.bytes(100));
    table.add(line(corpus, "rsync", 50));
    assertTrue(printed().contains("| one | 6.0 | 50 | – | 100 B | – |"), printed());
  }

  @Test
  void shouldHaveEveryNameInALineOfJson() {
    Corpus corpus = corpus(Target.bytes(100));
    String good = line(corpus, "mover", 50).json();
    String bad =
        new ContentLine(corpus, "mover", "fast", 1, null, null, "a \"b\"\n", Double.NaN).json();
    assertEquals(names(good), names(bad));
    assertTrue(bad.endsWith("\"correct\":false,\"problem\":\"a \\\"b\\\" \"}"), bad);
    assertTrue(good.contains("\"wireBytes\":50,\"makeWallSeconds\":2.00000"), good);
    assertTrue(good.contains("\"yardstickBytesPerSecond\":850000000,"), good);
    assertTrue(bad.contains("\"wireBytes\":null,\"makeWallSeconds\":null"), bad);
  }

  private static String names(String json) {
    return json.replaceAll("\":(\"([^\"\\\\]|\\\\.)*\"|[^,}]*)", "\"");
  }

  @Test
  void shouldCountWhatRsyncSendsAndReceives() {
    String stats = "Total bytes sent: 1,234,567\nTotal bytes received: 433\n";
    assertEquals(1_235_000, RsyncContender.bytes(stats));
    assertThrows(BenchmarkException.class, () -> RsyncContender.bytes("Total bytes sent: 1\n"));
  }
}
