package org.contentmover.ccm.run;

import java.util.UUID;

/** A run was started or told to abort. Fired in the transaction of the change. */
record RunStarted(UUID run) {}
