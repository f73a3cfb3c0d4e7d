package org.contentmover.agent.facts;

import jakarta.resource.ResourceException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.agent.segment.SegmentLink;

/** Tells the segment what this server is like. Safe for any thread. */
public final class FactsPublisher {
  private static final Logger LOG = Logger.getLogger(FactsPublisher.class.getName());

  private final OwnFacts facts;
  private final SegmentLink segment;

  public FactsPublisher(OwnFacts facts, SegmentLink segment) {
    this.facts = facts;
    this.segment = segment;
  }

  /** Tells it as it is now; when that fails, the next time does. */
  public void publish() {
    try {
      segment.publishFacts(facts.now());
    } catch (ResourceException | IllegalArgumentException e) {
      LOG.log(Level.WARNING, "this server''s facts cannot be published: {0}", e.toString());
    }
  }
}
