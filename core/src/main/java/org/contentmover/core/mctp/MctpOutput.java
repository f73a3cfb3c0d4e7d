package org.contentmover.core.mctp;

/** What a member's transfers want done: both sides. */
public interface MctpOutput extends SenderOutput, ReceiverOutput {}
