package org.contentmover.content.live;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The directory that holds the tree of a version: {@code <n>} as it was staged, {@code <n>.<k>}
 * once it was repaired for the k-th time (CI-7). While several are there the newest counts; its
 * name is given when it is complete and durable.
 *
 * @param repair 0 for the tree as it was staged
 */
public record VersionTree(long version, long repair) {
  private static final Pattern NAME =
      Pattern.compile("(0|[1-9][0-9]{0,17})(?:\\.([1-9][0-9]{0,17}))?");

  /** Older trees of a version before newer ones. */
  public static final Comparator<VersionTree> ORDER = Comparator.comparingLong(VersionTree::repair);

  /** Understands a name; empty when it is none of a tree. */
  public static Optional<VersionTree> named(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String repair = matcher.group(2);
    return Optional.of(
        new VersionTree(
            Long.parseLong(matcher.group(1)), repair == null ? 0 : Long.parseLong(repair)));
  }

  public String name() {
    return repair == 0 ? Long.toString(version) : version + "." + repair;
  }

  /** What it is repaired into. */
  public VersionTree next() {
    return new VersionTree(version, repair + 1);
  }
}
