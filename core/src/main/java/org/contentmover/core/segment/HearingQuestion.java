package org.contentmover.core.segment;

import org.contentmover.core.ids.PeerAddress;

/**
 * Asks one server whether it hears (EL-17).
 *
 * @param number to be repeated in the answer
 * @param address where the answer goes
 */
record HearingQuestion(long number, PeerAddress address) {}
