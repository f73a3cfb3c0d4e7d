package org.contentmover.gl.test;

import java.io.IOException;
import java.util.Random;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.gl.group.Carrier;
import org.contentmover.gl.group.CarrierCounters;
import org.contentmover.gl.group.CarrierOpener;
import org.contentmover.gl.group.ChannelAddress;
import org.contentmover.gl.group.DatagramSink;

/** Real carriers that lose a share of the data frames they receive. */
public final class LossyCarriers implements CarrierOpener {
  private static final int TYPE_AT = 2;
  private final CarrierOpener real;
  private final double loss;
  private final Random random;

  /**
   * Loses at random.
   *
   * @param loss share of the frames, 0 to 1
   * @param seed of the random
   */
  public LossyCarriers(CarrierOpener real, double loss, long seed) {
    this.real = real;
    this.loss = loss;
    this.random = new Random(seed);
  }

  @Override
  public Carrier open(ChannelAddress address, CarrierCounters counters, DatagramSink sink)
      throws IOException {
    return real.open(
        address,
        counters,
        (buffer, offset, length) -> {
          if (!isFrame(buffer, offset, length) || random.nextDouble() >= loss) {
            sink.onDatagram(buffer, offset, length);
          }
        });
  }

  private static boolean isFrame(byte[] buffer, int offset, int length) {
    return length > TYPE_AT && (buffer[offset + TYPE_AT] & 0xFF) >= DatagramHeader.FIRST_DATA_TYPE;
  }

  @Override
  public Carrier openForSending(ChannelAddress address, CarrierCounters counters)
      throws IOException {
    return real.openForSending(address, counters);
  }
}
