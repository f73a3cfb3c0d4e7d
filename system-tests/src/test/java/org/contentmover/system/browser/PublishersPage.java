package org.contentmover.system.browser;

import com.microsoft.playwright.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.PublisherStatement;
import org.contentmover.core.manifest.ContentHash;

/** Who signs for the demo site: its publishers' keys, and what they have signed (CM-12). */
final class PublishersPage {
  /** What the statements allow. */
  static final ContentHash MANIFEST = ContentHash.sha256(new byte[] {1});

  private final Page page;

  /** The page is there already. */
  PublishersPage(Page page) {
    this.page = page;
  }

  /** Saves the keys; empty for nobody. */
  void save(String keys) {
    page.locator("[id='publishers:keys']").fill(keys);
    page.locator("[id='publishers:save']").click();
  }

  /** Hands in a statement that is signed with this key. */
  void handIn(SigningKey key) {
    PublisherStatement statement =
        new PublisherStatement(
            new HostedSite("www.example.com"),
            new ContentGroup("everyone"),
            Instant.ofEpochMilli(System.currentTimeMillis()),
            Optional.empty(),
            MANIFEST,
            List.of());
    page.locator("[id='statements:statement']").fill(SignedStatement.sign(key, statement).text());
    page.locator("[id='statements:take']").click();
  }
}
