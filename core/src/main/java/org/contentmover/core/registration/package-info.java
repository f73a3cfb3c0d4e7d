/**
 * Registration of members with their leader (EL-8, EL-10, EL-13, EL-14), specified in
 * docs/protocol/registration.md. Two pure machines, the member's and the leader's, owned by the one
 * thread that owns the {@code SegmentMember}.
 */
package org.contentmover.core.registration;
