package org.contentmover.core.mctp.wire;

/** Kinds of data frames; their codes start at 64, above those of all control messages. */
public enum FrameType {
  /** Part of a session, on the data channel. */
  DATA(64),
  /** Part of an assignment of at most one block, on the control channel (LD-1). */
  BLOCK(65),
  /** A parity frame of a coding block of either kind of session, where its frames go (LD-6). */
  PARITY(66);

  private final byte code;

  FrameType(int code) {
    this.code = (byte) code;
  }

  public byte code() {
    return code;
  }

  /** Whether a datagram of this type code is a data frame. */
  public static boolean isFrame(byte code) {
    return code >= DATA.code && code <= PARITY.code;
  }
}
