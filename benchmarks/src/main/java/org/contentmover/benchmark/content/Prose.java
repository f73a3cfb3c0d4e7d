package org.contentmover.benchmark.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Text of words that nobody speaks, some of them often and most of them seldom. */
final class Prose {
  private static final int WORDS = 4_000;
  private static final int BROWSERS = 40;
  private static final String SYLLABLES = "ba co di fu ge la mi no pe ra si to ul ve wo xa ze";
  private static final String SENTENCE_END = ".\n";

  private final SplittableRandom random;
  private final List<String> words = new ArrayList<>();
  private final List<String> browsers = new ArrayList<>();

  Prose(SplittableRandom random) {
    this.random = random;
    String[] syllables = SYLLABLES.split(" ");
    for (int i = 0; i < WORDS; i++) {
      words.add(
          random
              .ints(random.nextInt(1, 5), 0, syllables.length)
              .mapToObj(s -> syllables[s])
              .collect(Collectors.joining()));
    }
    for (int i = 0; i < BROWSERS; i++) {
      browsers.add("Mozilla/5.0 (" + word() + " " + random.nextInt(20) + ") " + word() + "/" + i);
    }
  }

  String word() {
    double often = random.nextDouble();
    return words.get((int) (often * often * often * WORDS));
  }

  String browser() {
    return browsers.get(random.nextInt(BROWSERS));
  }

  private String sentence() {
    return Stream.generate(this::word)
        .limit(random.nextInt(4, 20))
        .collect(Collectors.joining(" "));
  }

  /** A page; its first line names its number. */
  String page(int number, int sentences) {
    StringBuilder page = new StringBuilder("<!doctype html><title>" + number + "</title>\n");
    for (int i = 0; i < sentences; i++) {
      page.append(sentence()).append(SENTENCE_END);
    }
    return page.toString();
  }

  /** The page with a new sentence in place of one. */
  String withAnotherSentence(String page, int which) {
    String[] lines = page.split("\n");
    lines[1 + which] = sentence() + ".";
    return Arrays.stream(lines).collect(Collectors.joining("\n", "", "\n"));
  }
}
