package org.contentmover.agent.live;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.contentmover.core.ids.HostedSite;

/**
 * The path of a request below {@code /live/}: which site, which entry of its tree.
 *
 * <p>Read from the undecoded request target, segment by segment, so that no decoding of a container
 * decides what is one name. Names that could leave the tree are no names: {@code ..}, {@code .},
 * empty ones, NUL, an encoded slash.
 *
 * @param site the hosted site
 * @param names from the root of the site's tree down; empty for the root
 * @param directory whether the path ends with a slash
 */
record LivePath(HostedSite site, List<String> names, boolean directory) {

  /** Result of reading: the site if it could be a site, the path if all of it is well formed. */
  record Reading(Optional<HostedSite> site, Optional<LivePath> path) {
    private static final Reading NOTHING = new Reading(Optional.empty(), Optional.empty());
  }

  /**
   * Reads what follows {@code /live/}.
   *
   * @param encoded undecoded, without query
   */
  static Reading read(String encoded) {
    String[] segments = encoded.split("/", -1);
    Optional<String> first = decoded(segments[0]).filter(HostedSite::isValid);
    if (first.isEmpty()) {
      return Reading.NOTHING;
    }
    HostedSite site = new HostedSite(first.get());
    boolean directory = segments.length > 1 && segments[segments.length - 1].isEmpty();
    int end = directory ? segments.length - 1 : segments.length;
    List<String> names = new ArrayList<>();
    for (int i = 1; i < end; i++) {
      Optional<String> name = decoded(segments[i]).filter(LivePath::isName);
      if (name.isEmpty()) {
        return new Reading(Optional.of(site), Optional.empty());
      }
      names.add(name.get());
    }
    return new Reading(
        Optional.of(site), Optional.of(new LivePath(site, List.copyOf(names), directory)));
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && !name.equals(".")
        && !name.equals("..")
        && name.indexOf('/') < 0
        && name.indexOf('\0') < 0;
  }

  /** Percent-decoding into strict UTF-8; a plus sign is a plus sign. */
  private static Optional<String> decoded(String segment) {
    ByteBuffer bytes = ByteBuffer.allocate(segment.length() * 3);
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c != '%') {
        bytes.put(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      if (i + 2 >= segment.length()) {
        return Optional.empty();
      }
      int high = Character.digit(segment.charAt(i + 1), 16);
      int low = Character.digit(segment.charAt(i + 2), 16);
      if (high < 0 || low < 0) {
        return Optional.empty();
      }
      bytes.put((byte) (high << 4 | low));
      i += 2;
    }
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
