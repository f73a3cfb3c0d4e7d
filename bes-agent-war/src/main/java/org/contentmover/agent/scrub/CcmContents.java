package org.contentmover.agent.scrub;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.contentmover.agent.fetch.AssignmentFetcher;
import org.contentmover.agent.fetch.ByteSource;
import org.contentmover.agent.fetch.SourceBusy;
import org.contentmover.agent.fetch.SourceFailed;
import org.contentmover.content.apply.ContentSource;
import org.contentmover.content.apply.LostContent;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.gl.api.ByteRange;

/**
 * Content by its hash, from the CCM. Safe for any thread; fetching waits for the last byte, and a
 * few minutes for a CCM that has too many servers to repair.
 */
public final class CcmContents implements Function<HostedSite, ContentSource> {
  private static final int MOST_TRIES = 60;
  private static final Duration BUSY = Duration.ofSeconds(5);

  private final ByteSource bytes;
  private final URI ccmUrl;
  private final Supplier<String> token;
  private final AssignmentFetcher.Pause pause;

  /**
   * Of one CCM.
   *
   * @param ccmUrl without trailing slash
   * @param token a fresh one for each request
   */
  public CcmContents(
      ByteSource bytes, URI ccmUrl, Supplier<String> token, AssignmentFetcher.Pause pause) {
    this.bytes = bytes;
    this.ccmUrl = ccmUrl;
    this.token = token;
    this.pause = pause;
  }

  @Override
  public ContentSource apply(HostedSite site) {
    return (lost, out) -> {
      if (lost.sizeBytes() == 0) {
        return;
      }
      for (int tries = 1; !fetch(site, lost, out, tries == MOST_TRIES); tries++) {
        pause.pause(BUSY, Thread.currentThread()::isInterrupted);
      }
    };
  }

  /** False when the CCM has too much to do just now. */
  private boolean fetch(HostedSite site, LostContent lost, OutputStream out, boolean lastTry)
      throws IOException {
    ByteRange all = new ByteRange(0, lost.sizeBytes());
    try {
      bytes.read(
          new ByteSource.Request(url(site, lost), token.get(), lost.hash().hex(), all),
          buffer -> write(buffer, out),
          () -> false);
      return true;
    } catch (SourceFailed e) {
      if (e instanceof SourceBusy && !lastTry) {
        return false;
      }
      throw new IOException(e.getMessage(), e);
    }
  }

  private URI url(HostedSite site, LostContent lost) {
    return URI.create(
        ccmUrl
            + "/api/v1/sites/"
            + site
            + "/contents/"
            + lost.hash().hex()
            + "?version="
            + lost.version()
            + "&path="
            + URLEncoder.encode(lost.path(), StandardCharsets.UTF_8));
  }

  private static void write(ByteBuffer buffer, OutputStream out) throws IOException {
    byte[] part = new byte[buffer.remaining()];
    buffer.get(part);
    out.write(part);
  }
}
