package org.contentmover.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Commands that run at the same time; those that have not ended are ended by {@link #close}. */
final class Group implements AutoCloseable {
  private final List<Command> commands = new ArrayList<>();

  Command add(Command command) {
    commands.add(command);
    return command;
  }

  void await(long timeoutSeconds) throws IOException, InterruptedException {
    for (Command command : commands) {
      command.await(timeoutSeconds);
    }
  }

  double cpuSeconds() throws IOException {
    double seconds = 0;
    for (Command command : commands) {
      seconds += command.cpuSeconds();
    }
    return seconds;
  }

  @Override
  public void close() {
    commands.forEach(Command::close);
  }
}
