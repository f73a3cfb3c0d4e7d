package org.contentmover.content.store;

import java.nio.file.Path;

/**
 * Where a content lies in the store: in a frame of a pack, alone or beside others.
 *
 * @param pack file of the pack; never changes
 * @param frameOffset of the frame in the pack
 * @param frameBytes as it lies there
 * @param frameContentBytes as it is unpacked
 * @param offsetInFrame of the content in the unpacked frame
 * @param sizeBytes of the content
 */
public record PackedContent(
    Path pack,
    long frameOffset,
    long frameBytes,
    long frameContentBytes,
    Packing packing,
    long offsetInFrame,
    long sizeBytes) {

  /** The same in a pack that was renamed. */
  PackedContent in(Path renamed) {
    return new PackedContent(
        renamed, frameOffset, frameBytes, frameContentBytes, packing, offsetInFrame, sizeBytes);
  }
}
