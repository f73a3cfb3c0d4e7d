package org.contentmover.ccm.setup;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The database's schema (db/migration). */
public final class Schema {
  private Schema() {}

  /**
   * Brings it to this release. Two nodes that start at once wait for each other: Flyway locks its
   * history table.
   */
  public static void migrate(DataSource dataSource) {
    Flyway.configure(Schema.class.getClassLoader())
        .dataSource(dataSource)
        .locations("classpath:db/migration")
        .table("content_mover_schema")
        // The server keeps tables of its own in the same database, for example those of its batch
        // jobs.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }
}
