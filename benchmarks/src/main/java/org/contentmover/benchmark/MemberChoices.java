package org.contentmover.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What members run with that may be otherwise.
 *
 * @param keyed whether their segment has a key, so that every datagram is authenticated, as in a
 *     new segment of the product; without one it is open
 * @param jvm flags of their virtual machines, behind those that all of them have
 */
record MemberChoices(boolean keyed, List<String> jvm) {
  /** Open, and nothing special about the virtual machines. */
  static final MemberChoices NONE = new MemberChoices(false, List.of());

  private static final Pattern FLAG = Pattern.compile("-[XD][^\\s]+");
  private static final int SECRET_BYTES = 32;

  MemberChoices {
    jvm = List.copyOf(jvm);
  }

  /**
   * Takes what the command line says; asks Java whether it knows the flags.
   *
   * @throws IllegalArgumentException when it does not
   */
  static MemberChoices of(Arguments arguments) {
    boolean keyed = arguments.flag("--keys");
    List<String> jvm = arguments.words("--jvm");
    for (String flag : jvm) {
      if (!FLAG.matcher(flag).matches()) {
        throw new IllegalArgumentException(
            "--jvm: '" + flag + "' is no flag that begins with -X or -D");
      }
    }
    MemberChoices choices = new MemberChoices(keyed, jvm);
    if (!jvm.isEmpty()) {
      choices.requireKnownFlags();
    }
    return choices;
  }

  private void requireKnownFlags() {
    List<String> command = java();
    command.add("-version");
    try {
      Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (java.waitFor() != 0) {
        throw new IllegalArgumentException("--jvm: " + said.strip());
      }
    } catch (IOException e) {
      throw new BenchmarkException("cannot run " + command + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("interrupted", e);
    }
  }

  /** The command of a small JVM, as an agent's is; class path and program come behind. */
  List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx192m"));
    command.addAll(jvm);
    return command;
  }

  /**
   * The options of a bare member.
   *
   * @param directory where the file with the key is; made when it is not there
   */
  List<String> options(Path directory) throws IOException {
    if (!keyed) {
      return List.of();
    }
    Path file = directory.resolve("segment-keys");
    if (!Files.exists(file)) {
      byte[] secret = new byte[SECRET_BYTES];
      new SecureRandom().nextBytes(secret);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, "1 " + HexFormat.of().formatHex(secret) + System.lineSeparator());
    }
    return List.of("--keys", file.toString());
  }

  String jvmText() {
    return String.join(" ", jvm);
  }
}
