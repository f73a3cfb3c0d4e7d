package org.contentmover.agent.staging;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.contentmover.agent.ccm.Fields;
import org.contentmover.agent.ccm.MalformedMessage;
import org.contentmover.agent.web.JsonAnswer;
import org.contentmover.agent.web.Problem;
import org.contentmover.content.scan.ScanFailure;
import org.contentmover.content.scan.ScanRules;
import org.contentmover.content.staging.StagingBusy;
import org.contentmover.content.staging.StagingDesk;
import org.contentmover.content.staging.StagingRefused;
import org.contentmover.content.staging.StagingScan;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * Answers the CCM's questions about staging areas. Says where a scan is as soon as that changes, or
 * after {@link #MOST_WAIT_MILLIS}, so that nobody has to ask often. Safe for any thread.
 */
public final class StagingAnswers {
  private static final Pattern SCAN =
      Pattern.compile("/scans/([0-9a-f-]{36})(/manifest|/content)?");
  private static final int MOST_MESSAGE_BYTES = 64 * 1024;
  private static final int MOST_CONTENTS = 10_000;
  private static final long MOST_WAIT_MILLIS = 20_000;
  private static final String BUSY_SECONDS = "3";

  private final StagingDesk desk;

  public StagingAnswers(StagingDesk desk) {
    this.desk = desk;
  }

  /**
   * Answers one request that the security filter let through.
   *
   * @throws StagingRefused when something is asked for that is not offered
   */
  void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException, MalformedMessage, StagingRefused, InterruptedException {
    String path = String.valueOf(request.getPathInfo());
    String asked = request.getMethod() + " " + path;
    Matcher scan = SCAN.matcher(path);
    if (asked.equals("POST /looks")) {
      look(message(request), response);
    } else if (asked.equals("POST /scans")) {
      Fields message = message(request);
      begin(message, response);
    } else if (scan.matches()) {
      String part = scan.group(2) == null ? "" : scan.group(2);
      scan(request, response, UUID.fromString(scan.group(1)), part);
    } else {
      Problem.notFound("There are /agent/staging/looks and /agent/staging/scans.").send(response);
    }
  }

  private void begin(Fields message, HttpServletResponse response)
      throws IOException, MalformedMessage, StagingRefused {
    try {
      desk.begin(message.id("scan"), message.text("directory"), rules(message));
      response.setStatus(HttpServletResponse.SC_ACCEPTED);
    } catch (StagingBusy e) {
      response.setHeader("Retry-After", BUSY_SECONDS);
      Problem.unavailable(e.getMessage()).send(response);
    }
  }

  private void look(Fields message, HttpServletResponse response)
      throws IOException, MalformedMessage, StagingRefused {
    Optional<ContentHash> fingerprint;
    try {
      fingerprint = desk.fingerprint(message.text("directory"), rules(message));
    } catch (ScanFailure e) {
      throw new MalformedMessage(e.getMessage());
    }
    JsonObjectBuilder body = Json.createObjectBuilder();
    fingerprint.ifPresent(found -> body.add("fingerprint", found.hex()));
    JsonAnswer.send(response, HttpServletResponse.SC_OK, body.build());
  }

  private void scan(HttpServletRequest request, HttpServletResponse response, UUID id, String part)
      throws IOException, MalformedMessage, StagingRefused, InterruptedException {
    String asked = request.getMethod() + part;
    if (asked.equals("DELETE")) {
      desk.forget(id);
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      return;
    }
    Optional<StagingScan> found = desk.find(id);
    if (found.isEmpty()) {
      Problem.notFound("Scan " + id + " is not known here (any more); begin another one.")
          .send(response);
      return;
    }
    StagingScan scan = found.get();
    if (asked.equals("GET")) {
      JsonAnswer.send(response, HttpServletResponse.SC_OK, state(scan).build());
    } else if (scan.await(0) != StagingScan.State.DONE) {
      Problem.conflict("Scan " + id + " has not ended well.").send(response);
    } else if (asked.equals("GET/manifest")) {
      response.setContentType("application/octet-stream");
      scan.manifest().writeTo(response.getOutputStream());
    } else if (asked.equals("POST/content")) {
      content(request, response, scan);
    } else {
      Problem.methodNotAllowed().send(response);
    }
  }

  private static JsonObjectBuilder state(StagingScan scan) throws InterruptedException {
    StagingScan.State state = scan.await(MOST_WAIT_MILLIS);
    JsonObjectBuilder body = Json.createObjectBuilder().add("state", state.name());
    if (state == StagingScan.State.FAILED) {
      body.add("problem", scan.problem());
    } else if (state == StagingScan.State.DONE) {
      body.add("manifest", scan.manifest().hash().hex())
          .add("filesHashed", scan.filesHashed())
          .add("bytesRead", scan.bytesRead());
    }
    return body;
  }

  /** The body is hashes, 32 bytes each. */
  private static void content(
      HttpServletRequest request, HttpServletResponse response, StagingScan scan)
      throws IOException, MalformedMessage, StagingRefused {
    byte[] body = body(request, MOST_CONTENTS * ContentHash.BYTES);
    if (body.length == 0 || body.length % ContentHash.BYTES != 0) {
      throw new MalformedMessage("the body is not a list of hashes of 32 bytes each");
    }
    List<ContentHash> contents = new ArrayList<>();
    for (ByteBuffer hashes = ByteBuffer.wrap(body); hashes.hasRemaining(); ) {
      contents.add(ContentHash.read(hashes));
    }
    List<ManifestEntry> files = scan.files(contents);
    long from = from(request.getParameter("from"), files.get(0).sizeBytes());
    response.setContentType("application/zstd");
    response.setHeader("Cache-Control", "no-store");
    try (OutputStream out = response.getOutputStream()) {
      scan.write(files, from, out);
    }
  }

  private static long from(String text, long sizeBytes) throws MalformedMessage {
    try {
      long from = text == null ? 0 : Long.parseLong(text);
      if (from >= 0 && from <= sizeBytes) {
        return from;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new MalformedMessage(
        "from is " + text + "; allowed is 0 to " + sizeBytes + ", the size of the first file");
  }

  private static ScanRules rules(Fields message) throws MalformedMessage {
    try {
      return ScanRules.ofPatterns(message.texts("includes"), message.texts("excludes"));
    } catch (IllegalArgumentException e) {
      throw new MalformedMessage("includes and excludes: " + e.getMessage());
    }
  }

  private static Fields message(HttpServletRequest request) throws IOException, MalformedMessage {
    return Fields.parse(body(request, MOST_MESSAGE_BYTES));
  }

  private static byte[] body(HttpServletRequest request, int mostBytes)
      throws IOException, MalformedMessage {
    byte[] body = request.getInputStream().readNBytes(mostBytes + 1);
    if (body.length > mostBytes) {
      throw new MalformedMessage(
          "a request has at most " + mostBytes + " bytes; this one has more");
    }
    return body;
  }
}
