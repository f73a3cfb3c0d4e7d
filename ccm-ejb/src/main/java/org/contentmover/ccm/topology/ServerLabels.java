package org.contentmover.ccm.topology;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.topology.view.ServerLabel;

/** The labels of one server: one value for each name. */
final class ServerLabels {
  private static final int MOST = 32;

  private ServerLabels() {}

  /** As they are kept, by name. */
  static List<String> checked(List<String> given) {
    if (given == null || given.size() > MOST) {
      throw new Invalid("labels", given, "a list of at most " + MOST + " labels, [] for none");
    }
    Map<String, String> labels = new TreeMap<>();
    for (String text : given) {
      ServerLabel label = ServerLabel.parse("labels", text);
      if (labels.put(label.name(), label.toString()) != null) {
        throw new Invalid("labels", text, "one value for each name");
      }
    }
    return List.copyOf(labels.values());
  }

  /** Values by name. */
  static Map<String, String> values(List<String> kept) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String text : kept) {
      ServerLabel label = ServerLabel.parse("labels", text);
      values.put(label.name(), label.value());
    }
    return values;
  }
}
