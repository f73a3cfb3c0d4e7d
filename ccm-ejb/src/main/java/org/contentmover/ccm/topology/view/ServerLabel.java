package org.contentmover.ccm.topology.view;

import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.Names;

/** What an administrator says of a server, for content groups to be chosen by (CM-14). */
public record ServerLabel(String name, String value) {
  /**
   * Reads {@code name=value}.
   *
   * @param field named when it is not one
   */
  public static ServerLabel parse(String field, String text) {
    int equals = text == null ? -1 : text.indexOf('=');
    if (equals < 0) {
      throw new Invalid(field, text, "a label as name=value, for example level=gold");
    }
    return new ServerLabel(
        Names.plain(field, text.substring(0, equals)),
        Names.plain(field, text.substring(equals + 1)));
  }

  @Override
  public String toString() {
    return name + "=" + value;
  }
}
