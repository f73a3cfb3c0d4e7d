package org.contentmover.agent.work;

import java.nio.charset.StandardCharsets;

/** Fits texts for people into messages of bounded size. */
public final class Texts {
  private static final String CUT = "…";

  private Texts() {}

  /** The text, or as much of its beginning as fits, cut between characters. */
  public static String atMostBytes(String text, int bytes) {
    if (text.getBytes(StandardCharsets.UTF_8).length <= bytes) {
      return text;
    }
    int room = bytes - CUT.getBytes(StandardCharsets.UTF_8).length;
    StringBuilder kept = new StringBuilder();
    int used = 0;
    for (int at = 0; at < text.length(); ) {
      String character = Character.toString(text.codePointAt(at));
      used += character.getBytes(StandardCharsets.UTF_8).length;
      if (used > room) {
        break;
      }
      kept.append(character);
      at += character.length();
    }
    return kept + CUT;
  }
}
