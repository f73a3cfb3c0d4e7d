package org.contentmover.ccm.run;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.contentmover.ccm.setup.DataDirectory;

/**
 * What keeps runs from going on: it is tried twice a second, and told once as long as it stays the
 * same. What people can mend is told on the run's page, everything in the log. Safe for any thread.
 */
@ApplicationScoped
public class RunTroubles {
  private static final System.Logger LOG = System.getLogger(RunTroubles.class.getName());

  private final Map<UUID, String> logged = new ConcurrentHashMap<>();

  @Inject private DataDirectory data;
  @EJB private StoppedRuns stopped;

  /** A run went on, or has nothing to do. */
  void over(UUID run) {
    if (logged.remove(run) != null) {
      LOG.log(System.Logger.Level.INFO, "Run " + run + " goes on.");
    }
  }

  void stopped(UUID run, RuntimeException why) {
    Optional<IOException> unusable = unusable(why);
    String cause = unusable.map(Throwable::getMessage).orElseGet(() -> root(why).toString());
    if (!cause.equals(logged.put(run, cause))) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Run " + run + " could not go on; tried again twice a second, and told once",
          why);
    }
    unusable.ifPresent(it -> tell(run, it));
  }

  private void tell(UUID run, IOException unusable) {
    String text =
        "Cannot go on: " + data.unusable(unusable) + ". It goes on by itself when that is done.";
    try {
      stopped.tell(run, text);
    } catch (RuntimeException e) {
      // The embedded database is on the same disk as a rule; the next try tells it.
      LOG.log(System.Logger.Level.DEBUG, "Run " + run + " could not be told why it stopped", e);
    }
  }

  /** What came of the database's connection is no trouble of the data directory. */
  private static Optional<IOException> unusable(Throwable why) {
    for (Throwable cause = why; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException) {
        return Optional.empty();
      }
      if (cause instanceof IOException unusable) {
        return Optional.of(withoutTheFile(unusable));
      }
    }
    return Optional.empty();
  }

  /** Each try has a file of another name, and is the same trouble. */
  private static IOException withoutTheFile(IOException unusable) {
    if (!(unusable instanceof FileSystemException file) || file.getFile() == null) {
      return unusable;
    }
    String reason = file.getReason() == null ? file.getClass().getSimpleName() : file.getReason();
    return new IOException(Path.of(file.getFile()).getParent() + ": " + reason, file);
  }

  private static Throwable root(Throwable why) {
    Throwable root = why;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
