package org.contentmover.tool;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.contentmover.content.scan.ScanRules;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.PublisherStatement;
import org.contentmover.core.manifest.ContentHash;

/**
 * The words the tool was started with.
 *
 * @param stats whether figures are wanted
 */
record CommandLine(ToolCommand command, boolean stats) {
  /**
   * Understands them.
   *
   * @throws WrongUse naming the word that is wrong
   */
  static CommandLine parse(List<String> words) {
    Words left = new Words(words);
    boolean stats = left.flag("--stats");
    ToolCommand command =
        switch (left.next("a command")) {
          case "make" -> {
            String profile = left.value("--profile");
            Path key = left.path("--key");
            Path statement = left.path("--statement");
            Path box = left.path("--box");
            List<String> sealed = sealedPaths(left.values("--seal-only"), box);
            int times = left.times();
            yield new Make(
                path(left.next("OLD_DIR")),
                path(left.next("NEW_DIR")),
                path(left.next("OUT_DIR")),
                profile == null ? Profile.DEFAULT : Profile.parse(profile),
                key,
                statement,
                box,
                sealed,
                times);
          }
          case "apply" -> {
            Path key = left.path("--key");
            Path box = left.path("--box");
            int times = left.times();
            yield new Apply(path(left.next("DIR")), path(left.next("OUT_DIR")), key, box, times);
          }
          case "inspect" -> {
            boolean list = left.flag("--list");
            Path box = left.path("--box");
            yield new Inspect(path(left.next("OUT_DIR")), list, box);
          }
          case "verify" -> {
            Path key = left.path("--key");
            if (key == null) {
              throw new WrongUse("verify wants --key FILE, the public key to trust");
            }
            PinnedPublishers publishers = PinnedPublishers.parse(left.values("--publisher"));
            Path box = left.path("--box");
            yield new Verify(path(left.next("OUT_DIR")), key, publishers, box);
          }
          case "key" -> new NewKey(path(left.next("FILE")));
          case "sign" -> sign(left);
          default -> throw new WrongUse("unknown command: " + words.get(0));
        };
    left.requireNone();
    return new CommandLine(command, stats);
  }

  private static List<String> sealedPaths(List<String> patterns, Path box) {
    if (!patterns.isEmpty() && box == null) {
      throw new WrongUse("--seal-only wants --box FILE, for which it is sealed");
    }
    try {
      return ScanRules.ofPatterns(List.of(), patterns).excludes();
    } catch (IllegalArgumentException e) {
      throw new WrongUse("--seal-only: " + e.getMessage());
    }
  }

  private static Sign sign(Words left) {
    Path key = left.path("--key");
    HostedSite site = left.parsed("--site", HostedSite::new);
    ContentGroup group = left.parsed("--group", ContentGroup::new);
    Path tree = left.path("--tree");
    ContentHash manifest = left.parsed("--manifest", CommandLine::hash);
    List<ContentHash> back = new ArrayList<>();
    for (ContentHash it = left.parsed("--back", CommandLine::hash);
        it != null;
        it = left.parsed("--back", CommandLine::hash)) {
      back.add(it);
    }
    Duration valid = left.parsed("--days", CommandLine::days);
    if (key == null || site == null || group == null || (tree == null && manifest == null)) {
      throw new WrongUse(
          "sign wants --key FILE --site SITE --group GROUP, and --tree DIR or --manifest SHA256");
    }
    if (back.size() > PublisherStatement.MAX_BACK) {
      throw new WrongUse("--back may be said " + PublisherStatement.MAX_BACK + " times");
    }
    Path statement = path(left.next("STATEMENT_FILE"));
    return new Sign(statement, key, site, group, tree, manifest, back, Optional.ofNullable(valid));
  }

  private static ContentHash hash(String text) {
    if (!text.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("a SHA-256 is wanted, 64 digits of 0-9 and a-f");
    }
    return ContentHash.fromHex(text);
  }

  private static Duration days(String text) {
    if (!text.matches("[1-9][0-9]{0,3}")) {
      throw new IllegalArgumentException("a number from 1 to 9999 is wanted");
    }
    return Duration.ofDays(Integer.parseInt(text));
  }

  static Path path(String text) {
    try {
      if (!text.isEmpty()) {
        return Path.of(text);
      }
    } catch (InvalidPathException e) {
      // As wrong as an empty one.
    }
    throw new WrongUse("'" + text + "' is no path");
  }

  /** What is not understood yet. */
  private static final class Words {
    private final List<String> left;

    Words(List<String> words) {
      left = new ArrayList<>(words);
    }

    boolean flag(String name) {
      return left.remove(name);
    }

    String value(String name) {
      int at = left.indexOf(name);
      if (at < 0) {
        return null;
      }
      if (at + 1 == left.size()) {
        throw new WrongUse(name + " wants a value");
      }
      left.remove(at);
      return left.remove(at);
    }

    /** All of an option that may be said more than once. */
    List<String> values(String name) {
      List<String> values = new ArrayList<>();
      for (String it = value(name); it != null; it = value(name)) {
        values.add(it);
      }
      return values;
    }

    <T> T parsed(String name, Function<String, T> parser) {
      String text = value(name);
      try {
        return text == null ? null : parser.apply(text);
      } catch (IllegalArgumentException e) {
        throw new WrongUse(name + " " + text + ": " + e.getMessage());
      }
    }

    /** How often something is done. */
    int times() {
      String text = value("--repeat");
      if (text == null) {
        return 1;
      }
      if (text.matches("[1-9][0-9]{0,2}")) {
        return Integer.parseInt(text);
      }
      throw new WrongUse("--repeat is '" + text + "'; a number from 1 to 999 is wanted");
    }

    Path path(String name) {
      String text = value(name);
      return text == null ? null : CommandLine.path(text);
    }

    String next(String what) {
      if (left.isEmpty()) {
        throw new WrongUse(what + " is missing");
      }
      if (left.get(0).startsWith("-")) {
        throw new WrongUse("unknown option: " + left.get(0));
      }
      return left.remove(0);
    }

    void requireNone() {
      if (!left.isEmpty()) {
        throw new WrongUse(
            (left.get(0).startsWith("-") ? "unknown option: " : "too many words: ") + left.get(0));
      }
    }
  }
}
