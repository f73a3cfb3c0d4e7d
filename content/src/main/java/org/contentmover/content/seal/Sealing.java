package org.contentmover.content.seal;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is to be sealed of an assignment with content, and for whom (CM-5, CM-15).
 *
 * @param boxes addresses of the key boxes of those who may read it; none: nobody is to read it
 * @param paths patterns of the files whose content is sealed, as scan rules have them; none: of all
 *     files
 */
public record Sealing(SortedSet<String> boxes, List<String> paths) {
  public Sealing {
    boxes = Collections.unmodifiableSortedSet(new TreeSet<>(boxes));
    paths = List.copyOf(paths);
  }
}
