package org.contentmover.system.publish;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A user who reads a file of one server at every run and notes each answer that is not wholly of
 * the version its header names. One thread reads; any thread may ask.
 */
final class LiveReader implements Runnable {

  /** Answers of versions that the witness learns of a moment later. */
  private record Unjudged(long version, String path, int status, String hash) {}

  private final String liveUrl;
  private final List<String> paths;
  private final Witness witness;
  private final Random random;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Unjudged> unjudged = new ConcurrentLinkedQueue<>();
  private volatile int answers;

  LiveReader(String liveUrl, List<String> paths, Witness witness, long seed) {
    this.liveUrl = liveUrl;
    this.paths = paths;
    this.witness = witness;
    this.random = new Random(seed);
  }

  @Override
  public void run() {
    String path = paths.get(random.nextInt(paths.size()));
    try {
      read(path);
    } catch (IOException | RuntimeException e) {
      complaints.add(liveUrl + path + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        http.send(
            HttpRequest.newBuilder(URI.create(liveUrl + path)).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    answers++;
    if (response.statusCode() != 200 && response.statusCode() != 404) {
      complaints.add(liveUrl + path + " answered " + response.statusCode());
      return;
    }
    String version = response.headers().firstValue("Content-Mover-Version").orElse("");
    if (version.isEmpty()) {
      complaints.add(liveUrl + path + " named no version");
      return;
    }
    unjudged.add(
        new Unjudged(
            Long.parseLong(version), path, response.statusCode(), Witness.hash(response.body())));
  }

  int answers() {
    return answers;
  }

  /** Every answer that mixed versions or failed. */
  List<String> complaints() {
    for (Unjudged seen : unjudged) {
      if (!witness.knows(seen.version())) {
        complaints.add(seen + " names a version nobody published");
        continue;
      }
      String expected = witness.hash(seen.version(), seen.path());
      if (expected == null ? seen.status() != 404 : !expected.equals(seen.hash())) {
        complaints.add(liveUrl + seen.path() + ": not the content of version " + seen.version());
      }
    }
    unjudged.clear();
    return List.copyOf(complaints);
  }
}
