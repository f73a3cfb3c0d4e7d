package org.contentmover.system.architecture;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The table of docs/requirements.md, and who cites its ids. Reads disk; stateless. */
final class Requirements {

  /** How many requirements each chapter has. Their numbers are never given to others. */
  static final Map<String, Integer> CHAPTERS =
      Map.ofEntries(
          Map.entry("CM", 15),
          Map.entry("VC", 10),
          Map.entry("SC", 7),
          Map.entry("EL", 17),
          Map.entry("DT", 11),
          Map.entry("LD", 13),
          Map.entry("CI", 10),
          Map.entry("CO", 5),
          Map.entry("IN", 7),
          Map.entry("UI", 9),
          Map.entry("LC", 8));

  private static final String ID = "(?:" + String.join("|", CHAPTERS.keySet()) + ")-\\d+";
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (" + ID + ") \\|([^|\n]*)\\|(?:([^|\n]*)\\|([^|\n]*)\\|)?$");

  /** One id, a range, or a list that leaves the chapter away: EL-6; LD-1 to LD-5; EL-1, 2, 4. */
  private static final Pattern CITED =
      Pattern.compile("\\b(" + ID + ")((?: to " + ID + ")|(?:, \\d+\\b(?![-.]))*)");

  private static final Pattern TYPE = Pattern.compile("`((?:\\w+\\.)*[A-Z]\\w*[a-z]\\w*)`");
  private static final Set<String> NOT_OURS = Set.of("target", ".git", ".idea");

  private Requirements() {}

  /** The state of every id, in the order of the document: yes, part, – or nothing. */
  static Map<String, String> states(String document) {
    Map<String, String> states = new TreeMap<>();
    Matcher row = ROW.matcher(document);
    while (row.find()) {
      String state = row.group(3) == null ? "" : row.group(3).strip();
      if (states.put(row.group(1), state) != null) {
        throw new AssertionError(row.group(1) + " is listed twice");
      }
    }
    return states;
  }

  /** Every id that has to be listed. */
  static Set<String> all() {
    Set<String> all = new TreeSet<>();
    CHAPTERS.forEach(
        (chapter, last) ->
            IntStream.rangeClosed(1, last).forEach(number -> all.add(chapter + "-" + number)));
    return all;
  }

  /** The ids a text cites. */
  static Set<String> cited(String text) {
    Set<String> cited = new TreeSet<>();
    Matcher citation = CITED.matcher(text);
    while (citation.find()) {
      String first = citation.group(1);
      String chapter = first.substring(0, 2);
      cited.add(first);
      String more = citation.group(2);
      if (more.startsWith(" to ")) {
        int from = number(first);
        IntStream.rangeClosed(from, number(more)).forEach(n -> cited.add(chapter + "-" + n));
      } else {
        for (String number : more.replace(" ", "").split(",")) {
          if (!number.isEmpty()) {
            cited.add(chapter + "-" + number);
          }
        }
      }
    }
    return cited;
  }

  private static int number(String id) {
    return Integer.parseInt(id.substring(id.lastIndexOf('-') + 1));
  }

  /** The names of types in the remarks. */
  static List<String> types(String document) {
    List<String> types = new ArrayList<>();
    Matcher row = ROW.matcher(document);
    while (row.find()) {
      if (row.group(4) != null) {
        TYPE.matcher(row.group(4)).results().forEach(type -> types.add(type.group(1)));
      }
    }
    return types;
  }

  /** The Java files below a folder, without what builds made. */
  static List<Path> javaFiles(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean ours = !NOT_OURS.contains(directory.getFileName().toString());
            return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }
}
