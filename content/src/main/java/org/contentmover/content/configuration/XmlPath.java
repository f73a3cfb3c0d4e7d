package org.contentmover.content.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an entry is in an XML file: {@code /server/pool[@name=main]/@size}. Names are those that
 * the file writes, prefixes included.
 *
 * @param key as it is written
 * @param steps to the element
 * @param attribute of the element; empty for its text
 */
record XmlPath(String key, List<Step> steps, Optional<String> attribute) {
  private static final String NAME = "[\\p{L}_][\\p{L}\\p{N}._-]*(?::[\\p{L}_][\\p{L}\\p{N}._-]*)?";
  private static final Pattern STEP =
      Pattern.compile("/(" + NAME + ")(?:\\[(?:([1-9][0-9]{0,4})|@(" + NAME + ")=([^\\]]*))\\])?");
  private static final Pattern ATTRIBUTE = Pattern.compile("/@(" + NAME + ")");

  /**
   * An element among those beside it.
   *
   * @param position among those of the same name, from 1; 0 when it says nothing
   * @param selector attribute it has to have; null when it says nothing
   */
  record Step(String name, int position, String selector, String selected) {}

  /**
   * Understands a key.
   *
   * @throws IllegalArgumentException when it is no path
   */
  static XmlPath parse(String key) {
    List<Step> steps = new ArrayList<>();
    Matcher step = STEP.matcher(key);
    int at = 0;
    while (step.region(at, key.length()).lookingAt()) {
      String position = step.group(2);
      steps.add(
          new Step(
              step.group(1),
              position == null ? 0 : Integer.parseInt(position),
              step.group(3),
              step.group(4)));
      at = step.end();
    }
    Matcher attribute = ATTRIBUTE.matcher(key).region(at, key.length());
    boolean ended = at == key.length();
    if (steps.isEmpty() || !(ended || attribute.matches())) {
      throw new IllegalArgumentException(
          "the key "
              + key
              + " is no path in an XML file: it is like /server/pool/size for the text of an"
              + " element, /server/pool/@size for an attribute, with pool[2] or pool[@name=main]"
              + " where there are several");
    }
    Optional<String> name = ended ? Optional.empty() : Optional.of(attribute.group(1));
    if (name.isPresent() && (name.get().equals("xmlns") || name.get().startsWith("xmlns:"))) {
      throw new IllegalArgumentException(
          "the key " + key + " is the declaration of a namespace, which is no entry");
    }
    return new XmlPath(key, steps, name);
  }
}
