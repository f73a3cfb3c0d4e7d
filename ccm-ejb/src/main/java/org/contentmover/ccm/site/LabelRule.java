package org.contentmover.ccm.site;

import java.util.Map;
import java.util.Set;

/**
 * Chooses servers by their labels (CM-14): of each name that is asked for a server has one of the
 * values.
 *
 * @param wanted each {@code name=value}; checked when they were chosen
 */
record LabelRule(Set<String> wanted) {
  boolean includes(Map<String, String> labels) {
    return wanted.stream()
        .map(label -> label.substring(0, label.indexOf('=')))
        .allMatch(
            name -> labels.containsKey(name) && wanted.contains(name + "=" + labels.get(name)));
  }
}
