package org.contentmover.core.guard;

import org.contentmover.core.wire.WireReader;
import org.contentmover.core.wire.WireWriter;

/** The guard's own messages: types and what follows their header. */
final class Handshake {
  /** To all: I am new here; whoever wants to hear me may question me. */
  static final int HELLO = 24;

  /** To one: prove that you live now. */
  static final int CHALLENGE = 25;

  /** To one: here is my proof; and maybe, prove yourself. */
  static final int PROOF = 26;

  /** Room for the longest of them. */
  static final int MAX_BYTES = 256;

  private static final int LAST_TYPE = 31;

  private Handshake() {}

  static boolean isType(int type) {
    return type >= HELLO && type <= LAST_TYPE;
  }

  /**
   * A question.
   *
   * @param askedIncarnation the life that is questioned
   * @param nonceHigh first half of what the proof must contain
   * @param nonceLow second half
   */
  record Challenge(long askedIncarnation, long nonceHigh, long nonceLow) {
    void write(WireWriter out) {
      out.i64(askedIncarnation).i64(nonceHigh).i64(nonceLow);
    }

    static Challenge read(WireReader in) {
      Challenge read = new Challenge(in.i64(), in.i64(), in.i64());
      return in.ok() ? read : null;
    }
  }

  /**
   * An answer.
   *
   * @param answer which life had asked, and its nonce
   * @param framesSent counter of the sender's last data frame
   * @param counterChallenge the nonce of a question back; null for none
   */
  record Proof(Challenge answer, long framesSent, Challenge counterChallenge) {
    void write(WireWriter out) {
      answer.write(out);
      out.i64(framesSent).u8(counterChallenge == null ? 0 : 1);
      if (counterChallenge != null) {
        counterChallenge.write(out);
      }
    }

    static Proof read(WireReader in) {
      Challenge answer = Challenge.read(in);
      long framesSent = in.u63();
      Challenge counterChallenge = in.u8() == 0 ? null : Challenge.read(in);
      return in.ok() ? new Proof(answer, framesSent, counterChallenge) : null;
    }
  }
}
