package org.contentmover.gl.engine;

import java.nio.file.Path;
import org.contentmover.core.mctp.TransferSession;
import org.contentmover.gl.group.ChannelAddress;
import org.contentmover.gl.receive.SpoolFile;

/** What is known of one assignment that is offered or being received. Owned by the loop. */
final class Reception {
  /** Of the leader that offered it last. */
  TransferSession session;

  /** Whether the agent has answered that offer. */
  boolean answered;

  /** Where the agent wants it; null before it said so. */
  Path path;

  /** Null while no file is open. */
  SpoolFile spool;

  /** Whether that file is there and what it has is known. */
  boolean spoolOpen;

  /** Whether no frame of this session has come yet. */
  boolean framesAwaited;

  /** The data channel it needs; null when it needs none. */
  ChannelAddress channel;
}
