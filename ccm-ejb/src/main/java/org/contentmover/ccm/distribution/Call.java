package org.contentmover.ccm.distribution;

import java.util.UUID;
import org.contentmover.ccm.distribution.view.Notification;

/** A notification the CCM has to make: about which edge, to whom, where. */
public record Call(
    UUID distribution,
    String target,
    long epoch,
    String server,
    String agentUrl,
    Notification notification) {}
