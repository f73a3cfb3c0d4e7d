package org.contentmover.ccm.topology.view;

import java.util.List;

/**
 * Which segment keys a server has, and where new ones can be sealed for it (EL-7); field names are
 * those of docs/protocol/distribution.md.
 *
 * @param box token signed by the server whose subject is the address of its key box
 * @param ring revision of the ring it has from the CCM, 0 for none
 * @param digest SHA-256 of that ring's text, 64 hexadecimal digits; null when it is not told
 * @param holds what it takes, 0 meaning datagrams without a seal
 * @param sending what it seals with, 0 for no seal
 */
public record KeyPresence(
    String box, KeySourceKind source, long ring, String digest, List<Integer> holds, int sending) {
  public KeyPresence {
    holds = holds == null ? List.of() : List.copyOf(holds);
  }
}
