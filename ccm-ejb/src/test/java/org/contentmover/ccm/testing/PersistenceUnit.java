package org.contentmover.ccm.testing;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.persistence.jpa.JpaHelper;
import org.eclipse.persistence.jpa.PersistenceProvider;

/**
 * The persistence unit of one CCM process. To make one takes longer than most of what a test does
 * with it, and a sweep of crashes wants hundreds: the unit of a CCM that is closed goes on with the
 * next one, on another database of the same kind. It holds nothing of the former one: no entity is
 * cached between transactions (persistence.xml), and numbers taken ahead from sequences are
 * forgotten, as a process that dies forgets them.
 */
final class PersistenceUnit implements AutoCloseable {
  private static final Map<String, Deque<PersistenceUnit>> IDLE = new HashMap<>();

  private final String kind;
  private final EntityManagerFactory factory;
  private volatile DataSource database;

  private PersistenceUnit(String kind) {
    this.kind = kind;
    factory =
        new PersistenceProvider()
            .createEntityManagerFactory(
                "ccm",
                Map.of(
                    "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                    "jakarta.persistence.jtaDataSource", "",
                    "jakarta.persistence.nonJtaDataSource",
                        Ccm.proxy(DataSource.class, () -> database),
                    "eclipselink.session-name", UUID.randomUUID().toString(),
                    "eclipselink.weaving", "false",
                    "eclipselink.logging.level", "OFF"));
  }

  /** One that no open CCM uses. */
  static PersistenceUnit on(DataSource database) {
    PersistenceUnit unit = idle(kind(database));
    unit.database = database;
    JpaHelper.getServerSession(unit.factory).getSequencingControl().initializePreallocated();
    return unit;
  }

  private static PersistenceUnit idle(String kind) {
    synchronized (IDLE) {
      PersistenceUnit idle = IDLE.computeIfAbsent(kind, it -> new ArrayDeque<>()).poll();
      return idle == null ? new PersistenceUnit(kind) : idle;
    }
  }

  private static String kind(DataSource database) {
    try (Connection connection = database.getConnection()) {
      return connection.getMetaData().getDatabaseProductName();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  EntityManager entityManager() {
    return factory.createEntityManager();
  }

  /** Once. */
  @Override
  public void close() {
    database = null;
    synchronized (IDLE) {
      IDLE.get(kind).add(this);
    }
  }
}
