package org.contentmover.ccm.security;

import jakarta.ejb.Local;
import org.contentmover.ccm.security.view.CcmKeyView;

/** The CCM's own signing key. */
@Local
public interface CcmKeys {
  CcmKeyView current();
}
