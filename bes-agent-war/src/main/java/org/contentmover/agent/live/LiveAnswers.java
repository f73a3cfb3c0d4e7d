package org.contentmover.agent.live;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.agent.web.EntityTags;
import org.contentmover.agent.web.FileBody;
import org.contentmover.agent.web.MediaTypes;
import org.contentmover.agent.web.Problem;
import org.contentmover.agent.web.RequestedRange;

/** Answers requests below {@code /live/}. Stateless, safe for any thread. */
public final class LiveAnswers {
  /** On every answer: the version it comes from, 0 when the site has none here. */
  public static final String VERSION_HEADER = "Content-Mover-Version";

  private static final Logger LOG = Logger.getLogger(LiveAnswers.class.getName());
  private static final String RETRY_AFTER_SECONDS = "1";

  private final LiveTrees trees;

  /**
   * Answers from the sites below a directory.
   *
   * @param root holds one directory for each hosted site
   */
  public LiveAnswers(Path root) {
    this(new LiveTrees(root, file -> FileChannel.open(file, StandardOpenOption.READ)));
  }

  LiveAnswers(LiveTrees trees) {
    this.trees = trees;
  }

  /**
   * Answers one request.
   *
   * @param encodedPath undecoded, what follows {@code /live/}
   */
  public void answer(String encodedPath, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    LivePath.Reading reading = LivePath.read(encodedPath);
    boolean head = request.getMethod().equals("HEAD");
    if (!head && !request.getMethod().equals("GET")) {
      version(response, reading.site().map(trees::liveVersion).orElse(LiveEntry.NO_VERSION));
      response.setHeader("Allow", "GET, HEAD");
      Problem.methodNotAllowed().send(response);
    } else if (reading.path().isEmpty()) {
      version(response, reading.site().map(trees::liveVersion).orElse(LiveEntry.NO_VERSION));
      Problem.notFound("This is not a path of a hosted site.").send(response);
    } else {
      answer(reading.path().get(), head, request, response);
    }
  }

  private void answer(
      LivePath path, boolean head, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try (LiveEntry entry = trees.find(path)) {
      version(response, entry.version());
      if (entry instanceof LiveEntry.Found found) {
        sendFile(found, head, request, response);
      } else if (entry instanceof LiveEntry.DirectoryWithoutSlash) {
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", request.getRequestURI() + "/");
        response.setContentLength(0);
      } else if (entry instanceof LiveEntry.Unreadable) {
        new Problem(403, "Forbidden", "The server's process may not read this file.")
            .send(response);
      } else if (entry instanceof LiveEntry.Unavailable trouble) {
        unavailable(trouble, response);
      } else {
        Problem.notFound("The live version of the site has no such file.").send(response);
      }
    }
  }

  private static void unavailable(LiveEntry.Unavailable trouble, HttpServletResponse response)
      throws IOException {
    // The address comes from anybody: no line of the log may begin inside it.
    String path = trouble.path().toString().replaceAll("\\p{Cntrl}", "?");
    LOG.log(
        Level.WARNING,
        "{0} cannot be served from the live tree: {1}",
        new Object[] {path, trouble.reason()});
    response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
    Problem.unavailable("This server cannot read the file just now. Ask again.").send(response);
  }

  private static void sendFile(
      LiveEntry.Found found, boolean head, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String tag = found.entityTag();
    response.setHeader("ETag", tag);
    response.setDateHeader("Last-Modified", found.modified().toEpochMilli());
    response.setHeader("Accept-Ranges", "bytes");
    // Whoever keeps a copy asks again: after a switch the same address shows another version.
    response.setHeader("Cache-Control", "no-cache");
    response.setHeader("X-Content-Type-Options", "nosniff");
    // If-Modified-Since is not honoured: a new version may well carry the old dates.
    if (EntityTags.noneMatchNames(request.getHeader("If-None-Match"), tag)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    boolean ranged = EntityTags.rangeHolds(request.getHeader("If-Range"), tag);
    RequestedRange range =
        RequestedRange.of(ranged ? request.getHeader("Range") : null, found.sizeBytes());
    if (range.kind() == RequestedRange.Kind.UNSATISFIABLE) {
      response.setHeader("Content-Range", range.contentRange(found.sizeBytes()));
      Problem.rangeNotSatisfiable("The file has " + found.sizeBytes() + " bytes.").send(response);
      return;
    }
    if (range.kind() == RequestedRange.Kind.PART) {
      response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
      response.setHeader("Content-Range", range.contentRange(found.sizeBytes()));
    }
    response.setContentType(MediaTypes.of(found.name()));
    response.setContentLengthLong(range.length());
    if (!head) {
      FileBody.send(
          found.file(),
          range.from(),
          range.length(),
          response.getOutputStream(),
          FileBody.Pace.UNBOUNDED);
    }
  }

  private static void version(HttpServletResponse response, long version) {
    response.setHeader(VERSION_HEADER, Long.toString(version));
  }
}
