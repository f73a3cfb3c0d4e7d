package org.contentmover.content.assignment;

import org.contentmover.content.store.Packing;

/**
 * Where the bytes of a file are: in a frame of the data section, alone or with others.
 *
 * @param frameOffset from the start of the data section
 * @param frameBytes as it travels
 * @param frameContentBytes as it is unpacked
 * @param offsetInFrame of the file in the unpacked frame
 */
public record Payload(
    long frameOffset,
    long frameBytes,
    long frameContentBytes,
    Packing packing,
    long offsetInFrame) {

  boolean sameFrame(Payload other) {
    return frameOffset == other.frameOffset
        && frameBytes == other.frameBytes
        && frameContentBytes == other.frameContentBytes
        && packing == other.packing;
  }
}
