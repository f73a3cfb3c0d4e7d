package org.contentmover.ccm.version;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.site.GroupShadow;
import org.contentmover.ccm.version.hot.HotPlaces;
import org.contentmover.ccm.version.statement.StatementBook;
import org.contentmover.content.seal.Sealing;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.content.store.ContentStore;
import org.contentmover.core.interpret.ConfigurationEntry;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;

/**
 * Manifests of versions and numbers of assignments for work that holds no transaction; each call is
 * one of its own.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class VersionCatalogue {
  @Inject private VersionLedger ledger;
  @Inject private GroupDirectory groups;
  @Inject private ContentStore store;
  @Inject private HotPlaces hot;
  @Inject private StatementBook statements;

  /** The manifest a version had, if the version and its content are still known. */
  public Optional<Manifest> manifest(String site, String group, long number) {
    return ledger.manifest(site, group, number).or(() -> hot.manifest(site, group, number));
  }

  public Manifest manifestOf(GroupShadow shadow) throws IOException {
    return store.manifest(ContentHash.fromHex(shadow.manifest()));
  }

  /** Whether what is published is that there is nothing (VC-8). */
  public boolean isTakenOff(GroupShadow shadow) {
    return Manifest.EMPTY.hash().hex().equals(shadow.manifest());
  }

  /** What a publisher says to a tree, to go along with what brings a server to it at once. */
  public Optional<SignedStatement> statement(GroupShadow shadow) {
    return statements.bringing(
        shadow.site(), shadow.group(), ContentHash.fromHex(shadow.manifest()));
  }

  /** The hooks that servers of the group are to run (CI-1). */
  public List<HookCall> hooks(String site, String group) {
    return groups.hooks(site, group);
  }

  /** How content of the group is to be sealed; empty when it stays plain (CM-5). */
  public Optional<Sealing> sealing(String site, String group) {
    return groups.sealing(site, group);
  }

  /** The configuration entries of what is published; hot content changes none. */
  public List<ConfigurationEntry> entries(GroupShadow shadow) {
    return ledger.entries(shadow.site(), shadow.group(), standsFor(shadow));
  }

  /** The published version that hot content changes; of everything else the version itself. */
  public long standsFor(GroupShadow shadow) {
    return standsFor(shadow.site(), shadow.group(), shadow.version());
  }

  /** As above, of what a server shows. */
  public long standsFor(String site, String group, long number) {
    return hot.standsFor(site, group, number);
  }

  public long nextSequence(String site, String group) {
    return groups.nextSequence(site, group);
  }
}
