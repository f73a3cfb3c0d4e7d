package org.contentmover.agent.repair;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.contentmover.agent.web.FileBody;
import org.contentmover.agent.web.Problem;
import org.contentmover.content.live.ContentByHash;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.manifest.ContentHash;

/**
 * Answers requests for a content by its hash, from any version of a site that is on this server.
 * One at a time, because each may read all manifests; the rest is asked to come again. Safe for any
 * thread.
 */
public final class ContentAnswers {
  private static final Pattern PATH = Pattern.compile("/([^/]+)/([0-9a-f]{64})");

  private final Path root;
  private final Semaphore place = new Semaphore(1);

  /**
   * @param root holds one directory for each hosted site
   */
  public ContentAnswers(Path root) {
    this.root = root;
  }

  /**
   * Answers one request that the security filter let through.
   *
   * @param path what follows {@code /agent/content}
   */
  public void answer(String path, HttpServletResponse response) throws IOException {
    Matcher asked = PATH.matcher(path);
    if (!asked.matches() || !HostedSite.isValid(asked.group(1))) {
      Problem.notFound("There is /agent/content/<hosted site>/<sha256>.").send(response);
    } else if (!place.tryAcquire()) {
      response.setHeader("Retry-After", "1");
      Problem.unavailable("This server looks for another content.").send(response);
    } else {
      try {
        send(new HostedSite(asked.group(1)), ContentHash.fromHex(asked.group(2)), response);
      } finally {
        place.release();
      }
    }
  }

  private void send(HostedSite site, ContentHash hash, HttpServletResponse response)
      throws IOException {
    Optional<Path> found = ContentByHash.find(SiteDirectory.under(root, site), hash);
    if (found.isEmpty()) {
      Problem.notFound("No version of " + site + " on this server has content " + hash + ".")
          .send(response);
      return;
    }
    try (FileChannel file =
        FileChannel.open(found.get(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      response.setHeader("Cache-Control", "no-store");
      response.setContentType("application/octet-stream");
      response.setContentLengthLong(file.size());
      FileBody.send(file, 0, file.size(), response.getOutputStream(), FileBody.Pace.UNBOUNDED);
    } catch (NoSuchFileException e) {
      Problem.notFound("The version that had content " + hash + " was just removed.")
          .send(response);
    }
  }
}
