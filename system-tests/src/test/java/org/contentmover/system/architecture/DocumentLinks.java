package org.contentmover.system.architecture;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The links of the repository's documents to its own files. Reads disk; stateless. */
final class DocumentLinks {

  private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```|`[^`\n]*`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]*)[^)]*\\)");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z0-9+.-]*:.*|//.*|#.*");

  private DocumentLinks() {}

  /** README, ARCHITECTURE, CONTRIBUTING and everything below docs. */
  static List<Path> documents(Path repository) throws IOException {
    List<Path> documents = new ArrayList<>();
    for (String name : List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")) {
      documents.add(repository.resolve(name));
    }
    try (Stream<Path> docs = Files.walk(repository.resolve("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
    }
    return documents;
  }

  /** Links to files, as they are written; not those in code, to a heading or to another host. */
  static List<String> relative(String document) {
    String prose = CODE.matcher(document).replaceAll("");
    return LINK.matcher(prose)
        .results()
        .map(link -> link.group(1))
        .filter(target -> !ELSEWHERE.matcher(target).matches())
        .toList();
  }

  /** "document → target" for every link to what is not there. */
  static List<String> broken(Path repository) throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path document : documents(repository)) {
      for (String target : relative(Files.readString(document))) {
        Path file = document.resolveSibling(URI.create(target).getPath()).normalize();
        if (target.isEmpty() || !file.startsWith(repository) || !Files.exists(file)) {
          broken.add(repository.relativize(document) + " → " + target);
        }
      }
    }
    return broken;
  }
}
