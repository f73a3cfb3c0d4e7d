package org.contentmover.benchmark.content;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.contentmover.benchmark.BenchmarkException;
import org.contentmover.benchmark.Trees;

/** From released archives to trees as they are served. */
final class Unpacking {
  /** Ten years after DOS began to count; the same in every archive. */
  private static final long ENTRY_TIME_MS = 631_152_000_000L;

  private Unpacking() {}

  /** What an npm package holds. */
  static void npm(Path archive, Path tree) throws IOException, InterruptedException {
    run("tar", "-xzf", archive.toString(), "-C", tree.toString(), "--strip-components=1");
  }

  /** What a zip file holds. */
  static void zip(Path archive, Path tree) throws IOException, InterruptedException {
    run("unzip", "-q", archive.toString(), "-d", tree.toString());
  }

  /** What the one directory holds in which all of a zip file is; its name has the version. */
  static void zipWithoutTop(Path archive, Path tree) throws IOException, InterruptedException {
    Path all = Files.createDirectory(tree.resolveSibling(tree.getFileName() + "-top"));
    zip(archive, all);
    try (Stream<Path> tops = Files.list(all)) {
      Path top = tops.findFirst().orElseThrow();
      Files.delete(tree);
      Files.move(top, tree);
    }
    Trees.delete(all);
  }

  /** What a Debian package installs, without what no site may have. */
  static void debian(Path archive, Path tree) throws IOException, InterruptedException {
    run("dpkg-deb", "-x", archive.toString(), tree.toString());
    run("chmod", "-R", "u-s,g-s,-t", tree.toString());
    List<Path> symlinks;
    try (Stream<Path> all = Files.walk(tree)) {
      symlinks = all.filter(Files::isSymbolicLink).toList();
    }
    for (Path symlink : symlinks) {
      Path target = Files.readSymbolicLink(symlink);
      if (target.isAbsolute()
          || !symlink.resolveSibling(target).normalize().startsWith(tree)
          || !Files.exists(symlink)) {
        Files.delete(symlink);
      }
    }
  }

  /** A web application with released libraries, in the way build tools pack one. */
  static void war(List<Path> libraries, Path war) throws IOException {
    try (OutputStream out = Files.newOutputStream(war);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      begin(zip, "WEB-INF/web.xml");
      zip.write("<web-app version=\"6.0\"/>\n".getBytes(StandardCharsets.UTF_8));
      for (Path library : libraries) {
        begin(zip, "WEB-INF/lib/" + library.getFileName());
        Files.copy(library, zip);
      }
    }
  }

  private static void begin(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(ENTRY_TIME_MS);
    zip.putNextEntry(entry);
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new BenchmarkException(String.join(" ", command) + " failed: " + said.strip());
    }
  }
}
