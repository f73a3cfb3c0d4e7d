package org.contentmover.gl.api;

/**
 * One server of the segment as its leader knows it.
 *
 * @param server its name
 * @param address its unicast address in the segment, {@code ip:port}, "" when unknown
 * @param priority its priority in elections, 0 to 100, or less than 0 when it never leads
 * @param multicastHeard whether it hears its own multicast
 * @param facts what it last told about itself
 */
public record Member(
    String server, String address, int priority, boolean multicastHeard, ServerFacts facts) {
  /** Rejects a server without a proper name or without facts. */
  public Member {
    Checks.name("server", server, Checks.NAME_LENGTH);
    Checks.text("address", address, Checks.NAME_LENGTH);
    Checks.present("facts", facts);
  }
}
