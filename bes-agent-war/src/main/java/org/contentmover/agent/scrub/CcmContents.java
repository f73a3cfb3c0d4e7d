package org.contentmover.agent.scrub;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.contentmover.agent.fetch.ByteSource;
import org.contentmover.agent.fetch.SourceFailed;
import org.contentmover.content.apply.ContentSource;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.gl.api.ByteRange;

/** Content by its hash, from the CCM. Safe for any thread; fetching waits for the last byte. */
public final class CcmContents implements Function<HostedSite, ContentSource> {
  private final ByteSource bytes;
  private final URI ccmUrl;
  private final Supplier<String> token;

  /**
   * Of one CCM.
   *
   * @param ccmUrl without trailing slash
   * @param token a fresh one for each request
   */
  public CcmContents(ByteSource bytes, URI ccmUrl, Supplier<String> token) {
    this.bytes = bytes;
    this.ccmUrl = ccmUrl;
    this.token = token;
  }

  @Override
  public ContentSource apply(HostedSite site) {
    return (content, sizeBytes, out) -> {
      if (sizeBytes == 0) {
        return;
      }
      URI url = URI.create(ccmUrl + "/api/v1/sites/" + site + "/contents/" + content.hex());
      ByteSource.Request request =
          new ByteSource.Request(url, token.get(), content.hex(), new ByteRange(0, sizeBytes));
      try {
        bytes.read(request, buffer -> write(buffer, out), () -> false);
      } catch (SourceFailed e) {
        throw new IOException(e.getMessage(), e);
      }
    };
  }

  private static void write(ByteBuffer buffer, OutputStream out) throws IOException {
    byte[] part = new byte[buffer.remaining()];
    buffer.get(part);
    out.write(part);
  }
}
