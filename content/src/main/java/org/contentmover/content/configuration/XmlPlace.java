package org.contentmover.content.configuration;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamReader;

/**
 * Where the element of an entry is in an XML file: filled while the file is read. One thread at a
 * time.
 */
final class XmlPlace {
  private final XmlPath path;
  private final int[] sameName;
  private int depth;
  private int onPath;
  private int deepest;
  private Element found;

  /** The element of an entry. */
  static final class Element {
    private final XmlTag tag;
    private final String name;
    private final Map<String, String> attributes;
    private final StringBuilder text = new StringBuilder();
    private boolean mixed;
    private int end;

    private Element(XmlTag tag, String name, Map<String, String> attributes) {
      this.tag = tag;
      this.name = name;
      this.attributes = attributes;
    }

    XmlTag tag() {
      return tag;
    }

    String name() {
      return name;
    }

    Optional<String> attribute(String attribute) {
      return Optional.ofNullable(attributes.get(attribute));
    }

    String text(String key) {
      content(key);
      return text.toString();
    }

    /**
     * All of it behind its attributes.
     *
     * @throws IllegalArgumentException when that is more than text
     */
    XmlTag.Span content(String key) {
      if (mixed) {
        throw new IllegalArgumentException(
            "the entry " + key + " has elements or comments in it; only text is changed");
      }
      return new XmlTag.Span(tag.close(), end);
    }
  }

  /** Nothing is known yet. */
  XmlPlace(XmlPath path) {
    this.path = path;
    this.sameName = new int[path.steps().size()];
  }

  /** The element, if there is one. */
  Optional<Element> found() {
    return Optional.ofNullable(found);
  }

  /** What to say when an element has to be there. */
  IllegalArgumentException missing() {
    return new IllegalArgumentException(
        "the entry " + path.key() + " has no place: there is no element " + written(deepest + 1));
  }

  void start(XMLStreamReader reader, XmlTag tag) {
    other();
    if (onPath == depth && depth < sameName.length) {
      String name = name(reader.getPrefix(), reader.getLocalName());
      XmlPath.Step step = path.steps().get(depth);
      if (step.name().equals(name)) {
        sameName[depth]++;
        Map<String, String> attributes = attributes(reader);
        if (selects(step, sameName[depth], attributes)) {
          enter(tag, name, attributes);
        }
      }
    }
    depth++;
  }

  private void enter(XmlTag tag, String name, Map<String, String> attributes) {
    if (deepest > depth) {
      throw new IllegalArgumentException(
          "the entry "
              + path.key()
              + " is not clear: there are several elements "
              + written(depth + 1)
              + "; say which with [1] or [@attribute=value]");
    }
    onPath = depth + 1;
    deepest = onPath;
    if (onPath == sameName.length) {
      found = new Element(tag, name, attributes);
    }
  }

  private static boolean selects(XmlPath.Step step, int position, Map<String, String> attributes) {
    if (step.selector() != null) {
      return step.selected().equals(attributes.get(step.selector()));
    }
    return step.position() == 0 || step.position() == position;
  }

  void end(int end) {
    depth--;
    if (onPath > depth) {
      onPath = depth;
      if (found != null && depth == sameName.length - 1) {
        found.end = end;
      }
    }
  }

  void text(String text) {
    if (isInside()) {
      found.text.append(text);
    }
  }

  /** Something that is no text. */
  void other() {
    if (isInside()) {
      found.mixed = true;
    }
  }

  private boolean isInside() {
    return onPath == sameName.length;
  }

  private String written(int steps) {
    StringBuilder written = new StringBuilder();
    for (XmlPath.Step step : path.steps().subList(0, Math.min(steps, path.steps().size()))) {
      written.append('/').append(step.name());
      if (step.position() > 0) {
        written.append('[').append(step.position()).append(']');
      } else if (step.selector() != null) {
        written.append("[@").append(step.selector()).append('=').append(step.selected());
        written.append(']');
      }
    }
    return written.toString();
  }

  private static Map<String, String> attributes(XMLStreamReader reader) {
    Map<String, String> attributes = new TreeMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attributes.put(
          name(reader.getAttributePrefix(i), reader.getAttributeLocalName(i)),
          reader.getAttributeValue(i));
    }
    return attributes;
  }

  private static String name(String prefix, String localName) {
    return prefix == null || prefix.isEmpty() ? localName : prefix + ':' + localName;
  }
}
