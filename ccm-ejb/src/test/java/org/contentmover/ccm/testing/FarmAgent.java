package org.contentmover.ccm.testing;

import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.interpret.AssignmentHeader;

/** One server of the farm. */
public final class FarmAgent {
  public final String name;
  final String segment;
  final SigningKey key = SigningKey.generate();
  public boolean alive = true;
  public boolean leader;
  public long epoch = 1;
  public long live;
  public long staged;
  public long backup;
  private long lastSequence;
  private AssignmentId last;

  /** What it answers to content instead of staging it, null to stage. */
  public String fails;

  /** Takes notifications and does nothing with them yet. */
  public boolean stalls;

  /** Why it does not take notifications, null to take them. */
  public String refuses;

  FarmAgent(String name, String segment) {
    this.name = name;
    this.segment = segment;
  }

  void show(long version) {
    if (version != live) {
      backup = live;
      live = version;
    }
  }

  /** Every server takes each sequence once, and none below one it took (CM-12). */
  boolean hasSeen(AssignmentHeader header) {
    boolean old = header.sequence() <= lastSequence && !header.assignmentId().equals(last);
    if (!old) {
      lastSequence = header.sequence();
      last = header.assignmentId();
    }
    return old;
  }

  String refusal() {
    return alive ? refuses : "dead";
  }
}
