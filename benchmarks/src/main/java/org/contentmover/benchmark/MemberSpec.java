package org.contentmover.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the members of a benchmark are started.
 *
 * @param directory below it each member has one of its own
 * @param members in all; member i runs in host i
 * @param rateBytesPerSecond upper bound when one distributes
 */
record MemberSpec(
    Lab lab,
    Path directory,
    int members,
    int frameBytes,
    long rateBytesPerSecond,
    MemberChoices choices) {

  static String name(int host) {
    return "host-" + host;
  }

  /** Where a member has its state and what it receives. */
  Path of(int host) {
    return directory.resolve("member-" + host);
  }

  Path spool(int host) {
    return of(host).resolve("spool");
  }

  /**
   * Starts one.
   *
   * @param program a bare member, or one that can do more
   * @param priority 0 to 100 or never
   * @param more further options
   */
  Member start(int host, Class<?> program, String priority, String... more) throws IOException {
    Files.createDirectories(of(host));
    List<String> command = choices.java();
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of("--server", name(host), "--interface", Lab.address(host)));
    command.addAll(List.of("--state", of(host) + "/state", "--spool", spool(host).toString()));
    command.addAll(List.of("--ttl", "1", "--frame-bytes", Integer.toString(frameBytes)));
    command.addAll(List.of("--rate", Long.toString(rateBytesPerSecond)));
    command.addAll(List.of("--priority", priority, "--participants", participants()));
    command.addAll(List.of("--commands", "stdin", "--log", "fine"));
    command.addAll(choices.options(directory));
    command.addAll(List.of(more));
    Path log = directory.resolve("member-" + host + ".log");
    return Member.start(name(host), lab.inHost(host, command), log);
  }

  private String participants() {
    List<String> names = new ArrayList<>();
    for (int host = 1; host <= members; host++) {
      names.add(name(host));
    }
    return String.join(",", names);
  }
}
