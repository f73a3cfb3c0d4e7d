package org.contentmover.content.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where an entry is in a JSON file, or would be: filled while the file is read. One thread at a
 * time.
 */
final class JsonPlace {
  /** A member of an object, or an element of a list, whose name starts where its value does. */
  record Member(int nameStart, int valueStart, int valueEnd) {}

  private final String pointer;
  private final List<String> steps = new ArrayList<>();
  private final List<Member> siblings = new ArrayList<>();
  private int foundAt = -1;
  private int inside = -1;
  private boolean inList;
  private boolean structure;
  private int deepest;
  private boolean scalarOnTheWay;

  /**
   * Nothing is known yet.
   *
   * @throws IllegalArgumentException when it is no JSON pointer
   */
  JsonPlace(String pointer) {
    this.pointer = pointer;
    if (!pointer.startsWith("/") || !pointer.matches("(?s)([^~]|~0|~1)*")) {
      throw new IllegalArgumentException(
          "the key "
              + pointer
              + " is no JSON pointer: a key of a JSON file begins with / and is like /db/url, with"
              + " ~1 for / and ~0 for ~ in a name");
    }
    for (String step : pointer.substring(1).split("/", -1)) {
      steps.add(step.replace("~1", "/").replace("~0", "~"));
    }
  }

  /** The last step. */
  String name() {
    return steps.get(steps.size() - 1);
  }

  boolean isStep(int depth, String name) {
    return depth < steps.size() && steps.get(depth).equals(name);
  }

  void scalar(int depth, boolean onPath) {
    if (onPath && depth < steps.size()) {
      scalarOnTheWay = true;
      deepest = depth;
    }
  }

  void container(int depth, boolean onPath, boolean object, int start) {
    if (!onPath) {
      return;
    }
    if (depth == steps.size()) {
      structure = true;
    } else {
      deepest = depth;
      if (depth == steps.size() - 1) {
        inside = start;
        inList = !object;
      }
    }
  }

  /** A member of a container on the way. */
  void member(int depth, boolean step, Member member) {
    if (depth == steps.size() - 1) {
      if (step) {
        foundAt = siblings.size();
      }
      siblings.add(member);
    }
  }

  /**
   * The entry.
   *
   * @throws IllegalArgumentException when it is an object or a list
   */
  Optional<Member> found() {
    if (structure) {
      throw new IllegalArgumentException(
          "the entry " + pointer + " is an object or a list; only single values are changed");
    }
    return foundAt < 0 ? Optional.empty() : Optional.of(siblings.get(foundAt));
  }

  /**
   * Members come and go where there is an object.
   *
   * @throws IllegalArgumentException when there is none
   */
  void requireRoom() {
    if (inList) {
      throw new IllegalArgumentException(
          "the entry "
              + pointer
              + " is in a list; elements of lists are changed, not added and not taken away");
    }
    if (inside < 0) {
      StringBuilder way = new StringBuilder();
      steps.subList(0, deepest + (scalarOnTheWay ? 0 : 1)).forEach(s -> way.append('/').append(s));
      throw new IllegalArgumentException(
          "the entry "
              + pointer
              + " has no place: "
              + (way.isEmpty() ? "the file" : way)
              + (scalarOnTheWay ? " is a single value" : " is not there"));
    }
  }

  /** Where the object begins. */
  int inside() {
    return inside;
  }

  Optional<Member> last() {
    return siblings.isEmpty() ? Optional.empty() : Optional.of(siblings.get(siblings.size() - 1));
  }

  Optional<Member> previous() {
    return foundAt > 0 ? Optional.of(siblings.get(foundAt - 1)) : Optional.empty();
  }

  Optional<Member> next() {
    return foundAt + 1 < siblings.size()
        ? Optional.of(siblings.get(foundAt + 1))
        : Optional.empty();
  }
}
