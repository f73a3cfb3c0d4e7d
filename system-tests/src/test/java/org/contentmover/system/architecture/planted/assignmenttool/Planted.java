package org.contentmover.system.architecture.planted.assignmenttool;

import com.github.luben.zstd.ZstdInputStream;
import org.contentmover.format.Header;

/** Each record breaks the rule of its module on purpose. */
public final class Planted {

  private Planted() {}

  record KnowsFormat(Header header) {}

  record KnowsZstd(ZstdInputStream stream) {}
}
