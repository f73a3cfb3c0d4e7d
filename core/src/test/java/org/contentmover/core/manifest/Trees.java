package org.contentmover.core.manifest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random trees for tests; a seed makes a tree, always the same. */
public final class Trees {
  private static final String[] NAMES = {"a", "a-b", "b", "ä", "\uD83D\uDE00", "\uFF5E", "z.txt"};

  private Trees() {}

  /** A tree with a few entries of every kind, some of whose paths other seeds have too. */
  public static Manifest random(long seed) {
    Random random = new Random(seed);
    Map<String, ManifestEntry> entries = new HashMap<>();
    entries.put("", ManifestEntry.directory("", mode(random), time(random)));
    List<String> directories = new ArrayList<>(List.of(""));
    int count = random.nextInt(25);
    for (int i = 0; i < count; i++) {
      String parent = directories.get(random.nextInt(directories.size()));
      String path = TreePath.child(parent, NAMES[random.nextInt(NAMES.length)]);
      if (!entries.containsKey(path)) {
        ManifestEntry entry = entry(path, random);
        entries.put(path, entry);
        if (entry.isDirectory()) {
          directories.add(path);
        }
      }
    }
    return Manifest.of(entries.values());
  }

  private static ManifestEntry entry(String path, Random random) {
    return switch (random.nextInt(5)) {
      case 0, 1 -> ManifestEntry.directory(path, mode(random), time(random));
      case 2 -> ManifestEntry.symlink(path, time(random), random.nextBoolean() ? "a" : ".");
      default -> {
        byte[] content = new byte[random.nextInt(3)];
        yield ManifestEntry.file(
            path, mode(random), time(random), content.length, ContentHash.sha256(content));
      }
    };
  }

  private static int mode(Random random) {
    return random.nextBoolean() ? 0644 : 0755;
  }

  private static long time(Random random) {
    return random.nextInt(3) * 1_000_000_007L;
  }
}
