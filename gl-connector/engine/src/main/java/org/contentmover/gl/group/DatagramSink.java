package org.contentmover.gl.group;

/** Takes received datagrams; called on the carrier's receiver threads, must not block. */
public interface DatagramSink {
  /**
   * One datagram that begins with the protocol's magic byte; everything after it is unchecked.
   *
   * @param buffer valid only during the call
   * @param offset where the datagram begins
   * @param length at least 1
   */
  void onDatagram(byte[] buffer, int offset, int length);
}
