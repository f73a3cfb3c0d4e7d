package org.contentmover.core.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.contentmover.core.interpret.SymlinkGuard.Escape;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.junit.jupiter.api.Test;

class SymlinkGuardTest {
  private final List<ManifestEntry> entries =
      new ArrayList<>(
          List.of(
              ManifestEntry.directory("", 0755, 0),
              ManifestEntry.directory("a", 0755, 0),
              ManifestEntry.directory("a/b", 0755, 0)));

  private SymlinkGuardTest link(String path, String target) {
    entries.add(ManifestEntry.symlink(path, 0, target));
    return this;
  }

  private Optional<Escape> check(String path) {
    Manifest tree = Manifest.of(entries);
    return SymlinkGuard.check(tree, tree.find(path).orElseThrow());
  }

  @Test
  void shouldLetSymlinksInsideTheTreeBe() {
    link("x", "a/b").link("a/b/up", "../..").link("a/back", "../x/up/a").link("dot", ".");
    for (String path : new String[] {"x", "a/b/up", "a/back", "dot"}) {
      assertEquals(Optional.empty(), check(path), path);
    }
  }

  @Test
  void shouldLetDanglingSymlinksAndLoopsBe() {
    link("nowhere", "not/here/../there").link("self", "self").link("p", "q").link("q", "p");
    for (String path : new String[] {"nowhere", "self", "p"}) {
      assertEquals(Optional.empty(), check(path), path);
    }
  }

  @Test
  void shouldFollowSymlinksOnTheWay() {
    link("a/b/top", "../..").link("x", "a/b/top/..").link("y", "a/b/top/a");
    assertEquals(Optional.of(Escape.OUT_OF_TREE), check("x"));
    assertEquals(Optional.empty(), check("y"));
  }

  @Test
  void shouldFindPlainEscapes() {
    link("abs", "/etc").link("up", "..").link("deep", "a/b/../../../x").link("viaAbs", "abs/x");
    assertEquals(Optional.of(Escape.ABSOLUTE), check("abs"));
    assertEquals(Optional.of(Escape.OUT_OF_TREE), check("up"));
    assertEquals(Optional.of(Escape.OUT_OF_TREE), check("deep"));
    assertEquals(Optional.of(Escape.ABSOLUTE), check("viaAbs"));
  }
}
