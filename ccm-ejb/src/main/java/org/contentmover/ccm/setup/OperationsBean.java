package org.contentmover.ccm.setup;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;

/** Answers from the configuration and from what was tried a moment ago. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class OperationsBean implements Operations {
  @Inject private CcmConfiguration configuration;
  @Inject private Readiness readiness;

  @Override
  public SettingsView settings() {
    return new SettingsView(
        configuration.dataDirectory(),
        configuration.ccmUrl(),
        configuration.originBytesPerSecond(),
        configuration.least(),
        configuration.treePolicy().originFanOut());
  }

  @Override
  public List<HealthCheckView> readiness() {
    return readiness.checks();
  }
}
