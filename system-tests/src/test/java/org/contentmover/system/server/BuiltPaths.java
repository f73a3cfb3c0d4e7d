package org.contentmover.system.server;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ArchivePath;

/**
 * The paths an application answers on, read from what the build made of it: a path added tomorrow
 * is tested tomorrow.
 */
final class BuiltPaths {

  private static final Set<String> HTTP_METHODS = Set.of("GET", "POST", "PUT", "DELETE", "PATCH");
  private static final String SAMPLE_ID = "7f3b8f0e-5a39-4c57-9a55-0d6a3f1f9b11";

  private BuiltPaths() {}

  /**
   * Method and path of every operation of the JAX-RS resources of a module, its parameters filled
   * in.
   */
  static List<Operation> operations(String module) {
    var classes = new ClassFileImporter().importPath(classesOf(module));
    String application =
        classes.stream()
            .flatMap(type -> value(type.getAnnotations(), "jakarta.ws.rs.ApplicationPath"))
            .findFirst()
            .orElse("");
    return classes.stream()
        .flatMap(type -> type.getMethods().stream())
        .flatMap(method -> operations(application, method))
        .sorted()
        .toList();
  }

  private static Stream<Operation> operations(String application, JavaMethod method) {
    String path =
        Stream.of(
                Stream.of(application),
                value(method.getOwner().getAnnotations(), "jakarta.ws.rs.Path"),
                value(method.getAnnotations(), "jakarta.ws.rs.Path"))
            .flatMap(part -> part)
            .map(BuiltPaths::withoutOuterSlashes)
            .filter(part -> !part.isEmpty())
            .reduce("", (left, right) -> left + "/" + right);
    return method.getAnnotations().stream()
        .map(annotation -> annotation.getRawType().getSimpleName())
        .filter(HTTP_METHODS::contains)
        .map(http -> new Operation(http, path.replaceAll("\\{[^}]*}", SAMPLE_ID)));
  }

  /** One path for each pattern of the servlets of a module. */
  static Set<String> servlets(String module) {
    Set<String> paths = new TreeSet<>();
    for (JavaClass type : new ClassFileImporter().importPath(classesOf(module))) {
      value(type.getAnnotations(), "jakarta.servlet.annotation.WebServlet")
          .forEach(pattern -> paths.add(pattern.replace("*", SAMPLE_ID)));
    }
    return paths;
  }

  /** The pages in a web application that a browser can ask for. */
  static Set<String> pages(Archive<?> war) {
    Map<ArchivePath, ?> content = new TreeMap<>(war.getContent());
    Set<String> pages = new TreeSet<>();
    for (ArchivePath path : content.keySet()) {
      String name = path.get();
      if (name.endsWith(".xhtml")
          && !name.startsWith("/WEB-INF/")
          && !name.startsWith("/resources/")) {
        pages.add(name);
      }
    }
    return pages;
  }

  private static Path classesOf(String module) {
    return Path.of(System.getProperty("contentmover.repository"), module, "target/classes");
  }

  private static Stream<String> value(
      Set<? extends JavaAnnotation<?>> annotations, String annotationName) {
    return annotations.stream()
        .filter(annotation -> annotation.getRawType().getName().equals(annotationName))
        .flatMap(
            annotation ->
                Stream.of("value", "urlPatterns").flatMap(key -> annotation.get(key).stream()))
        .flatMap(
            value ->
                value instanceof String[] many ? Arrays.stream(many) : Stream.of(value.toString()));
  }

  private static String withoutOuterSlashes(String path) {
    return path.replaceAll("^/+|/+$", "");
  }

  /** One HTTP method on one path. */
  record Operation(String method, String path) implements Comparable<Operation> {
    @Override
    public int compareTo(Operation other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }
}
