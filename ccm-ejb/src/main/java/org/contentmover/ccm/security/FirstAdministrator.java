package org.contentmover.ccm.security;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Set;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.security.view.Role;
import org.contentmover.ccm.setup.CcmConfiguration;
import org.contentmover.ccm.setup.DataDirectory;
import org.contentmover.ccm.setup.SchemaMigration;

/**
 * Makes the account of the first administrator when there is none (UI-3). Its password is what was
 * configured, else a random one that is written to the log and to a file only the server's user can
 * read. Removing the account from the database and starting again is the way back in for whoever
 * lost the password (docs/operations/ccm.md).
 */
@Singleton
@Startup
@DependsOn(SchemaMigration.NAME)
public class FirstAdministrator {
  static final String NAME = "admin";

  private static final System.Logger LOG = System.getLogger(FirstAdministrator.class.getName());

  @PersistenceContext private EntityManager entities;
  @Inject private AuditLog audit;
  @Inject private Clock clock;
  @Inject private CcmConfiguration configuration;
  @Inject private DataDirectory data;

  @PostConstruct
  void create() {
    if (entities
        .createQuery("select u from UserAccount u", UserAccount.class)
        .getResultStream()
        .anyMatch(UserAccount::isActiveAdministrator)) {
      return;
    }
    String configured = configuration.adminPassword();
    String password = configured == null ? Passwords.random() : configured;
    Passwords.requireAcceptable(password);
    UserAccount held = entities.find(UserAccount.class, NAME);
    if (held != null) {
      entities.remove(held);
      entities.flush();
    }
    entities.persist(new UserAccount(NAME, password, Set.of(Role.ADMINISTRATOR), clock.instant()));
    audit.record(Actor.CCM, "user.create", NAME, "first administrator");
    if (configured == null) {
      write(password);
      LOG.log(
          System.Logger.Level.WARNING,
          "The first administrator is \"{0}\" with the password {1} (also in {2}). Log in and change it.",
          NAME,
          password,
          data.initialPassword());
    }
  }

  private void write(String password) {
    Path file = data.initialPassword();
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, password + "\n", StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException("The first password could not be written to " + file, e);
    }
  }
}
