package org.contentmover.gl.bare;

import java.io.PrintStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Lines of events: the time in microseconds, so that those of several processes of one host can be
 * put in order, and the event. Safe for use by several threads.
 */
public final class EventLines {
  private static final Logger CONNECTOR = Logger.getLogger("org.contentmover.gl");

  /** JGroups logs under the name of our subclass. */
  private static final Logger TRANSPORT = Logger.getLogger("org.contentmover.gl.group");

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

  private final PrintStream out;

  public EventLines(PrintStream out) {
    this.out = out;
  }

  /** One line, with the time of now. */
  public void print(String event) {
    print(Instant.now(), event);
  }

  private void print(Instant when, String event) {
    out.println(TIME.format(when) + " " + event.replace('\n', ' '));
    out.flush();
  }

  /** What the connector logs from this level on becomes events too: {@code LOG GLC0041: …}. */
  void alsoLog(Level level) {
    CONNECTOR.setLevel(level);
    TRANSPORT.setLevel(Level.WARNING);
    CONNECTOR.setUseParentHandlers(level.equals(Level.OFF));
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            print(entry.getInstant(), "LOG " + entry.getMessage());
          }

          @Override
          public void flush() {
            out.flush();
          }

          @Override
          public void close() {}
        };
    handler.setLevel(level);
    CONNECTOR.addHandler(handler);
  }
}
