package org.contentmover.ccm.setup;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import javax.sql.DataSource;

/** Brings the database's schema to this release before anything else starts (UI-6). */
@Singleton
@Startup
@DependsOn(ConfigurationCheck.NAME)
@TransactionManagement(TransactionManagementType.BEAN)
public class SchemaMigration {
  /** For {@code @DependsOn}. */
  public static final String NAME = "SchemaMigration";

  @Resource(lookup = "java:comp/DefaultDataSource")
  private DataSource dataSource;

  @PostConstruct
  void migrate() {
    Schema.migrate(dataSource);
  }
}
