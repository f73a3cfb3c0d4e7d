package org.contentmover.ccm.version.plan;

import java.util.List;
import java.util.Objects;

/**
 * What a plan makes its tree of: a staging area, a tree that is known, or the published tree
 * without some paths.
 *
 * @param stagingArea null unless it is scanned
 * @param manifest hash (hex) of a tree that is published as it is; null unless it is that
 * @param removes patterns of what goes from the published tree; empty unless it is that
 * @param evenIfPinned whether it may lead to a tree that was withdrawn (VC-7)
 */
public record PlanSource(
    String stagingArea, String manifest, List<String> removes, boolean evenIfPinned) {
  public PlanSource {
    removes = List.copyOf(removes);
  }

  public static PlanSource stagingArea(String name, boolean evenIfPinned) {
    return new PlanSource(name, null, List.of(), evenIfPinned);
  }

  /** Whoever names a tree, or paths, means it: pins do not count. */
  public static PlanSource tree(String manifest) {
    return new PlanSource(null, manifest, List.of(), true);
  }

  public static PlanSource without(List<String> patterns) {
    return new PlanSource(null, null, patterns, true);
  }

  /** Whether both ask for the same, wherever a job's staging area is by now. */
  public boolean leadsTo(PlanSource other) {
    return Objects.equals(manifest, other.manifest)
        && removes.equals(other.removes)
        && evenIfPinned == other.evenIfPinned;
  }

  /** As a column holds it; null for none. */
  public String removesColumn() {
    return removes.isEmpty() ? null : String.join("\n", removes);
  }

  public static List<String> removes(String column) {
    return column == null ? List.of() : List.of(column.split("\n"));
  }
}
