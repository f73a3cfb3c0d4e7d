package org.contentmover.agent.leader;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.agent.assignment.Assignments;
import org.contentmover.agent.ccm.JsonOverHttp;
import org.contentmover.agent.config.AgentConfiguration;
import org.contentmover.agent.fetch.AssignmentFetcher;
import org.contentmover.agent.fetch.FetchThreads;
import org.contentmover.agent.fetch.SourceFailed;
import org.contentmover.agent.receive.AssignmentWork;
import org.contentmover.agent.security.CcmClock;
import org.contentmover.agent.site.Sites;
import org.contentmover.agent.testing.Configurations;
import org.contentmover.agent.testing.FakeCcm;
import org.contentmover.agent.testing.FakeSegment;
import org.contentmover.agent.testing.ManualExecutor;
import org.contentmover.agent.testing.MutableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An agent that distributes: what is around it is made up, its threads run when asked to. */
abstract class DistributingAgent {
  static final String URL = "http://ccm.example/api/v1/assignments/x/content";

  @TempDir Path directory;
  final MutableClock clock = new MutableClock();
  final CcmClock time = new CcmClock(clock, () -> 0);
  final ManualExecutor threads = new ManualExecutor();
  final FetchThreads fetches = new FetchThreads(threads, 1);
  final FakeSegment segment = new FakeSegment();
  final FakeCcm ccm = new FakeCcm();
  final UUID id = UUID.randomUUID();
  final byte[] content = "not really an assignment".getBytes(StandardCharsets.UTF_8);
  final List<UUID> told = new ArrayList<>();
  String sha256;
  boolean sourceFails;
  Runnable whileFetched = () -> {};
  Assignments assignments;
  AssignmentWork work;
  Distributions distributions;

  @BeforeEach
  void start() throws Exception {
    sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    AgentConfiguration configuration = Configurations.of(Configurations.minimal(directory));
    assignments =
        Assignments.open(configuration.rootDirectory(), configuration.stateDirectory(), clock);
    segment.onFilled = filled -> assignments.change(filled, record -> record.withComplete(true));
    Sites sites = Configurations.sites(directory, keyId -> Optional.empty(), clock, threads);
    work =
        new AssignmentWork(
            configuration.server(),
            assignments,
            sites,
            keyId -> Optional.empty(),
            threads,
            clock,
            record -> {
              told.add(record.id());
              distributions.tell(record);
            });
    AssignmentFetcher fetcher =
        new AssignmentFetcher(
            (request, sink, cancelled) -> {
              if (sourceFails) {
                throw new SourceFailed("the source is gone");
              }
              whileFetched.run();
              try {
                sink.accept(
                    ByteBuffer.wrap(
                        content, (int) request.range().offset(), (int) request.range().length()));
              } catch (IOException e) {
                throw new SourceFailed("disk", e);
              }
            },
            () -> "own-token",
            clock,
            (longest, cancelled) -> clock.advance(longest));
    distributions =
        new Distributions(
            configuration,
            assignments,
            fetcher,
            work,
            segment,
            ccm,
            new JsonOverHttp(HttpClient.newHttpClient()),
            threads,
            fetches,
            time);
  }

  static JsonObject server(JsonObject report, String name) {
    return report.getJsonArray("servers").getValuesAs(JsonObject.class).stream()
        .filter(server -> server.getString("server").equals(name))
        .findFirst()
        .orElseThrow();
  }
}
