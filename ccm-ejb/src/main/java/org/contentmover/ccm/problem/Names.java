package org.contentmover.ccm.problem;

import java.util.function.Function;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;

/** Checks names that come from outside: the rule is that of core, the refusal is the domain's. */
public final class Names {
  private Names() {}

  public static String server(String field, String value) {
    return checked(field, value, text -> new ServerName(text).value());
  }

  public static String segment(String field, String value) {
    return checked(field, value, text -> new SegmentName(text).value());
  }

  public static String site(String field, String value) {
    return checked(field, value, text -> new HostedSite(text).value());
  }

  public static String group(String field, String value) {
    return checked(field, value, text -> new ContentGroup(text).value());
  }

  /** Names of jobs, staging areas and users follow the rule for groups. */
  public static String plain(String field, String value) {
    return group(field, value);
  }

  private static String checked(String field, String value, Function<String, String> rule) {
    try {
      return rule.apply(value);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new Invalid(
          field,
          value,
          "a name of a-z, 0-9, '.', '_' and '-' that begins with a letter or digit, at most 63 characters (a site: 253)");
    }
  }
}
