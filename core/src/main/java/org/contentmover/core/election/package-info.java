/**
 * Election of the segment's leader (EL-1 to EL-6, EL-11, EL-15, EL-16), specified in
 * docs/protocol/election.md. A pure machine: time and randomness come in, effects go out, and the
 * one thread that owns the {@code SegmentMember} is the only one that touches it.
 */
package org.contentmover.core.election;
