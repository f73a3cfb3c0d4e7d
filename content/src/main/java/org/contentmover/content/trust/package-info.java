/**
 * Who is believed: Ed25519 key files, key ids, the keys a server trusts, and short-lived signed
 * tokens (CM-12, UI-4).
 *
 * <p>Values are immutable and usable from any thread. Time comes from an injected clock.
 */
package org.contentmover.content.trust;
