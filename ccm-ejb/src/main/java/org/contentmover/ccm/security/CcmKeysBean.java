package org.contentmover.ccm.security;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import org.contentmover.ccm.security.view.CcmKeyView;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.content.trust.SigningKey;

/** The CCM's key as others may know it. */
@Stateless
public class CcmKeysBean implements CcmKeys {
  @Inject private SigningKey key;

  @Override
  public CcmKeyView current() {
    return new CcmKeyView(key.keyId(), Ed25519Keys.encodePublic(key.publicKey()));
  }
}
