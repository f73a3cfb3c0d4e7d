package org.contentmover.ccm.site;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.contentmover.ccm.topology.view.ServerLabel;

/**
 * Chooses servers by their labels (CM-14): of each name that is asked for a server has one of the
 * values. Immutable.
 */
record LabelRule(Map<String, Set<String>> wanted) {
  static LabelRule of(Collection<String> labels) {
    Map<String, Set<String>> wanted = new TreeMap<>();
    for (String text : labels) {
      ServerLabel label = ServerLabel.parse("labels", text);
      wanted.computeIfAbsent(label.name(), name -> new TreeSet<>()).add(label.value());
    }
    return new LabelRule(wanted);
  }

  boolean includes(Map<String, String> labels) {
    return wanted.entrySet().stream()
        .allMatch(
            name ->
                labels.containsKey(name.getKey())
                    && name.getValue().contains(labels.get(name.getKey())));
  }
}
