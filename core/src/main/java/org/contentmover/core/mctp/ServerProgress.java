package org.contentmover.core.mctp;

import java.util.Optional;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.wire.MemberReport;

/**
 * One participant in a distribution, as the leader knows it.
 *
 * @param server its name
 * @param state where it stands
 * @param percent of the assignment it has; an estimate during a pass, 100 only when verified
 * @param report its result, present exactly when the state is REPORTED
 * @param reason for an administrator, "" for none
 */
public record ServerProgress(
    ServerName server,
    ServerState state,
    int percent,
    Optional<MemberReport> report,
    String reason) {}
