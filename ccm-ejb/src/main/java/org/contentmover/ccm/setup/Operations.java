package org.contentmover.ccm.setup;

import jakarta.ejb.Local;
import java.util.List;

/** What the CCM says about itself. */
@Local
public interface Operations {
  SettingsView settings();

  /** Ready to work? Database, data directory and key are tried, at most once a second. */
  List<HealthCheckView> readiness();
}
