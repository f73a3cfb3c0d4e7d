package org.contentmover.core.registration;

import java.util.List;
import org.contentmover.core.ids.ServerName;

/**
 * One part of the leader's list of registered members (EL-8, EL-13).
 *
 * @param epoch of the leader
 * @param number counts the reports of this epoch
 * @param part from 0
 * @param parts at least 1
 * @param members names in this part
 */
public record RegistrationReport(
    long epoch, long number, int part, int parts, List<ServerName> members) {}
