package org.contentmover.ccm.setup;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJBException;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;

/**
 * Sees before anything else starts whether the CCM can be what it was configured as. If it cannot,
 * nothing of it is started, and one line of the log says why.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class ConfigurationCheck {
  /** For {@code @DependsOn}. */
  public static final String NAME = "ConfigurationCheck";

  private static final System.Logger LOG = System.getLogger(ConfigurationCheck.class.getName());

  @Inject private CcmSetup setup;

  @PostConstruct
  void check() {
    try {
      setup.configuration();
    } catch (RuntimeException e) {
      String why = reason(e);
      LOG.log(System.Logger.Level.ERROR, "The CCM is not started. {0}", why);
      throw new EJBException(why);
    }
  }

  /** Containers wrap what a bean throws while it is made. */
  private static String reason(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidConfiguration || cause instanceof UncheckedIOException) {
        return cause.getMessage();
      }
    }
    return String.valueOf(thrown);
  }
}
