package org.contentmover.benchmark.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.contentmover.benchmark.BenchmarkException;

/**
 * A program for single files: it is given both trees as tar files with names in order. Making these
 * does not count.
 */
final class TarContender implements Contender {
  /** The command lines of such a program. */
  interface Patching {
    String program();

    List<String> make(Path old, Path now, Path patch) throws IOException;

    List<String> apply(Path old, Path patch, Path result) throws IOException;
  }

  private final Patching patching;

  TarContender(Patching patching) {
    this.patching = patching;
  }

  /** xdelta3 that sees all of the old tree at once. */
  static TarContender xdelta3() {
    return new TarContender(
        new Patching() {
          private static final long SMALLEST_WINDOW_BYTES = 1 << 26;

          @Override
          public String program() {
            return "xdelta3";
          }

          private String window(Path old) throws IOException {
            return Long.toString(Math.max(SMALLEST_WINDOW_BYTES, Files.size(old)));
          }

          @Override
          public List<String> make(Path old, Path now, Path patch) throws IOException {
            return List.of(
                "xdelta3",
                "-e",
                "-9",
                "-B",
                window(old),
                "-s",
                old.toString(),
                now.toString(),
                patch.toString());
          }

          @Override
          public List<String> apply(Path old, Path patch, Path result) throws IOException {
            return List.of(
                "xdelta3",
                "-d",
                "-B",
                window(old),
                "-s",
                old.toString(),
                patch.toString(),
                result.toString());
          }
        });
  }

  /** {@code zstd --patch-from} of a level. */
  static TarContender zstd(int level) {
    return new TarContender(
        new Patching() {
          @Override
          public String program() {
            return "zstd";
          }

          @Override
          public List<String> make(Path old, Path now, Path patch) {
            return List.of(
                "zstd",
                "-q",
                "-" + level,
                "--long=31",
                "--patch-from=" + old,
                now.toString(),
                "-o",
                patch.toString());
          }

          @Override
          public List<String> apply(Path old, Path patch, Path result) {
            return List.of(
                "zstd",
                "-q",
                "-d",
                "--long=31",
                "--patch-from=" + old,
                patch.toString(),
                "-o",
                result.toString());
          }
        });
  }

  @Override
  public String name() {
    return patching.program();
  }

  @Override
  public Set<String> needs() {
    return Set.of(patching.program(), "tar");
  }

  @Override
  public Update bring(Pair pair, Path work) throws IOException, InterruptedException {
    Path old = tar(pair.oldTree(), work.resolve("old.tar"));
    Path now = tar(pair.newTree(), work.resolve("new.tar"));
    Path patch = work.resolve("patch");
    Path result = work.resolve("result.tar");
    Cost make = Timed.run(work.resolve("make.log"), patching.make(old, now, patch));
    Cost apply = Timed.run(work.resolve("apply.log"), patching.apply(old, patch, result));
    if (Files.mismatch(now, result) >= 0) {
      throw new BenchmarkException("the result is not the new tar file byte by byte");
    }
    return new Update(Files.size(patch), make, apply);
  }

  private static Path tar(Path tree, Path tar) throws IOException, InterruptedException {
    Timed.run(
        tar.resolveSibling(tar.getFileName() + ".log"),
        List.of(
            "tar",
            "--sort=name",
            "--format=posix",
            "-cf",
            tar.toString(),
            "-C",
            tree.toString(),
            "."));
    return tar;
  }
}
