package org.contentmover.ccm.testing;

import org.contentmover.content.trust.KeyBox;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.interpret.AssignmentHeader;

/** One server of the farm. */
public final class FarmAgent {
  public final String name;
  final String segment;
  public final SigningKey key = SigningKey.generate();
  public KeyBox box = KeyBox.create();
  public boolean alive = true;
  public boolean leader;
  public long epoch = 1;
  public long live;
  public long staged;
  public long backup;
  private long hotBase;
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
      backup = standsFor() == version ? backup : standsFor();
      live = version;
      hotBase = 0;
    }
  }

  /** Hot content: the way back is that of its base. */
  void showHot(long version, long base) {
    live = version;
    hotBase = base;
  }

  long standsFor() {
    return hotBase == 0 ? live : hotBase;
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
