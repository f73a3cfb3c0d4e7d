package org.contentmover.benchmark.content;

import static org.contentmover.benchmark.content.Corpus.Group.DOCUMENTS;
import static org.contentmover.benchmark.content.Corpus.Group.EXPLODED;
import static org.contentmover.benchmark.content.Corpus.Group.FURTHER;
import static org.contentmover.benchmark.content.Corpus.Group.SMOKE;
import static org.contentmover.benchmark.content.Corpus.Group.SYNTHETIC;
import static org.contentmover.benchmark.content.Corpus.Group.WEB;
import static org.contentmover.benchmark.content.Corpus.Group.ZIPPED;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.contentmover.benchmark.content.Corpus.Group;
import org.contentmover.benchmark.content.Corpus.Maker;

/** The updates there are to measure; releases are pinned, so that figures can be compared. */
final class Corpora {
  private static final Target OF_A_WEB_PACKAGE = Target.ratio(0.35);
  private static final Target EXPLODED_ARCHIVE = Target.ratio(0.30);
  private static final Target ZIPPED_ARCHIVE = Target.ratio(0.10);
  private static final Target OF_DOCUMENTS = Target.ratio(0.55);

  /** The libraries of the web application, and those of its next release. */
  private static final List<List<String>> LIBRARIES =
      List.of(
          released("org.springframework:spring-aop:", "6.2.0", "6.2.1"),
          released("org.springframework:spring-beans:", "6.2.0", "6.2.1"),
          released("org.springframework:spring-context:", "6.2.0", "6.2.1"),
          released("org.springframework:spring-core:", "6.2.0", "6.2.1"),
          released("org.springframework:spring-expression:", "6.2.0", "6.2.1"),
          released("org.springframework:spring-web:", "6.2.0", "6.2.1"),
          released("org.springframework:spring-webmvc:", "6.2.0", "6.2.1"),
          released("com.fasterxml.jackson.core:jackson-core:", "2.18.1", "2.18.2"),
          released("com.fasterxml.jackson.core:jackson-databind:", "2.18.1", "2.18.2"),
          released("org.hibernate.orm:hibernate-core:", "6.6.3.Final", "6.6.4.Final"),
          released("org.primefaces:primefaces:", "14.0.7", "14.0.8"),
          released("net.bytebuddy:byte-buddy:", "1.15.10", "1.15.11"),
          released("com.google.guava:guava:", "33.3.1-jre", "33.3.1-jre"),
          released("org.apache.commons:commons-lang3:", "3.17.0", "3.17.0"),
          released("org.postgresql:postgresql:", "42.7.4", "42.7.4"));

  private final Releases releases;
  private final Map<String, Corpus> byName = new LinkedHashMap<>();

  Corpora(Releases releases) {
    this.releases = releases;
    npm("bootstrap", "bootstrap", "5.3.7", "5.3.8");
    npm("three", "three", "0.170.0", "0.171.0");
    npm("monaco-editor", "monaco-editor", "0.51.0", "0.52.0");
    npm("swagger-ui", "swagger-ui-dist", "5.32.14", "5.32.15");
    npm("fontawesome", "@fortawesome/fontawesome-free", "6.5.1", "6.5.2");
    String payara = "fish.payara.extras:payara-micro:";
    archive("payara", payara + "6.2025.8", payara + "6.2025.9", Unpacking::zip, 2_800_000);
    wildFly("wildfly", "38.0", EXPLODED, ZIPPED);
    wildFly("wildfly-39", "39.0", FURTHER, FURTHER);
    war();
    debian("linux-doc", "linux-doc-6.1", "6.1.170-3", "6.1.176-1");
    debian("mariadb", "mariadb-server", "1:10.11.18-0+deb12u1", "1:10.11.19-0+deb12u1");
    synthetic("file-1g", "1 GiB, 10 edits", 12_000, Synthetic.editedFile(1024, 10));
    synthetic("files-100k", "100,000 pages, 1 % edited", 130_000, Synthetic.manyFiles(100_000));
    synthetic("rename", "a directory of 4,000 renamed", 5_000, Synthetic.rename(4_000));
    synthetic("log", "512 MiB log and 1 MiB more", 240_000, Synthetic.grownLog(512, 1));
    Target any = Target.ratio(Double.POSITIVE_INFINITY);
    add("tiny", SMOKE, "made up in a moment", any, Set.of(), Synthetic.tiny());
  }

  private static List<String> released(String artifact, String from, String to) {
    return List.of(artifact + from, artifact + to);
  }

  /** All, by their names, in the order of the table. */
  Map<String, Corpus> byName() {
    return byName;
  }

  private void add(
      String name, Group group, String what, Target target, Set<String> needs, Maker maker) {
    byName.put(name, new Corpus(name, group, what, target, needs, maker));
  }

  private void synthetic(String name, String what, long limitBytes, Maker maker) {
    add(name, SYNTHETIC, what, Target.bytes(limitBytes), Set.of(), maker);
  }

  private void npm(String name, String module, String from, String to) {
    add(
        name,
        WEB,
        module + " " + from + " → " + to,
        OF_A_WEB_PACKAGE,
        Set.of("npm", "tar"),
        (oldTree, newTree) -> {
          Unpacking.npm(releases.npm(module, from), oldTree);
          Unpacking.npm(releases.npm(module, to), newTree);
          ReleaseTimes.set(oldTree, newTree);
        });
  }

  private void debian(String name, String parcel, String from, String to) {
    add(
        name,
        DOCUMENTS,
        parcel + " " + from + " → " + to,
        OF_DOCUMENTS,
        Set.of("apt-get", "dpkg-deb"),
        (oldTree, newTree) -> {
          Unpacking.debian(releases.debian(parcel, from), oldTree);
          Unpacking.debian(releases.debian(parcel, to), newTree);
          ReleaseTimes.set(oldTree, newTree);
        });
  }

  /** From an archive to a tree. */
  private interface Exploding {
    void explode(Path archive, Path tree) throws IOException, InterruptedException;
  }

  private void wildFly(String name, String version, Group asATree, Group asAFile) {
    String released = "org.wildfly:wildfly-dist:" + version;
    String from = released + ".0.Final:zip";
    String to = released + ".1.Final:zip";
    zipped(name, asAFile, from, to, 2_500_000);
    exploded(name, asATree, from, to, Unpacking::zipWithoutTop);
  }

  private void archive(String name, String from, String to, Exploding exploding, long limitBytes) {
    zipped(name, ZIPPED, from, to, limitBytes);
    exploded(name, EXPLODED, from, to, exploding);
  }

  private void exploded(String name, Group group, String from, String to, Exploding exploding) {
    add(
        name,
        group,
        both(from, to),
        EXPLODED_ARCHIVE,
        Set.of("mvn", "unzip"),
        (oldTree, newTree) -> {
          exploding.explode(releases.maven(from), oldTree);
          exploding.explode(releases.maven(to), newTree);
          ReleaseTimes.set(oldTree, newTree);
        });
  }

  private static String both(String from, String to) {
    return from + " → " + to.replaceAll(".*:(?=[0-9])", "");
  }

  private void zipped(String name, Group group, String from, String to, long limitBytes) {
    add(
        name + "-zip",
        group,
        both(from, to),
        ZIPPED_ARCHIVE.andBytes(limitBytes),
        Set.of("mvn"),
        (oldTree, newTree) -> {
          Files.copy(releases.maven(from), oldTree.resolve(name + ".zip"));
          Files.copy(releases.maven(to), newTree.resolve(name + ".zip"));
          ReleaseTimes.set(oldTree, newTree);
        });
  }

  private void war() {
    String what = LIBRARIES.size() + " released jars, 12 of them newer";
    add(
        "war-zip",
        ZIPPED,
        what,
        ZIPPED_ARCHIVE,
        Set.of("mvn"),
        (oldTree, newTree) -> {
          Unpacking.war(libraries(0), oldTree.resolve("shop.war"));
          Unpacking.war(libraries(1), newTree.resolve("shop.war"));
          ReleaseTimes.set(oldTree, newTree);
        });
    add(
        "war",
        EXPLODED,
        what,
        EXPLODED_ARCHIVE,
        Set.of("mvn"),
        (oldTree, newTree) -> {
          explodedWar(libraries(0), oldTree);
          explodedWar(libraries(1), newTree);
          ReleaseTimes.set(oldTree, newTree);
        });
  }

  private static void explodedWar(List<Path> libraries, Path tree) throws IOException {
    Path lib = Files.createDirectories(tree.resolve("WEB-INF/lib"));
    for (Path library : libraries) {
      Files.copy(library, lib.resolve(library.getFileName()));
    }
  }

  private List<Path> libraries(int release) throws IOException, InterruptedException {
    List<Path> files = new ArrayList<>();
    for (List<String> library : LIBRARIES) {
      files.add(releases.maven(library.get(release)));
    }
    return files;
  }
}
