package org.contentmover.ccm.version.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.store.Intake;
import org.contentmover.core.manifest.ContentHash;

/**
 * Brings content the store has lost back from servers that have it, by its hash: whatever a server
 * sends is hashed before it is believed. In no transaction.
 */
@ApplicationScoped
public class StoreRepair {
  private static final int MOST_ASKED = 5;

  /** Of how many files a list is of that the store has lost is not known. */
  private static final long LONGEST_LIST_BYTES = 1 << 29;

  @Inject private ContentStore store;
  @Inject private StoreRoots roots;
  @Inject private ServerContent servers;

  /** What came of one content: the server it came from, or why it did not come. */
  public record Outcome(String from, String problem) {}

  /** A file that was fetched, as the store takes it in. */
  private record Fetched(String path, Path file, long sizeBytes) implements Intake.Wanted {}

  /** Tries each of them; what came is in the store when this returns. */
  Map<ContentHash, Outcome> repair(Collection<MissingContent> missing) throws IOException {
    Map<ContentHash, Outcome> outcomes = new HashMap<>();
    Map<String, List<ServerState>> bySite = new HashMap<>();
    try (Intake intake = store.intake()) {
      for (MissingContent content : missing) {
        List<ServerState> candidates =
            bySite.computeIfAbsent(content.site(), site -> candidates(site));
        outcomes.put(content.content(), repair(content, candidates, intake));
      }
      intake.finish();
    }
    return outcomes;
  }

  /** Servers that are up and show the site, the fastest first. */
  private List<ServerState> candidates(String site) {
    return new ArrayList<>(
        roots.servers().stream()
            .filter(server -> server.up() && server.liveVersion(site) > 0)
            .sorted(Comparator.comparingLong(ServerState::measuredBytesPerSecond).reversed())
            .toList());
  }

  private Outcome repair(MissingContent content, List<ServerState> candidates, Intake intake)
      throws IOException {
    List<String> reasons = new ArrayList<>();
    for (ServerState server : candidates.subList(0, Math.min(MOST_ASKED, candidates.size()))) {
      Path file = intake.newFile();
      try {
        Optional<String> refusal =
            servers.fetch(server, content.site(), content.content(), mostBytes(content), file);
        if (refusal.isEmpty() && take(content, file, intake)) {
          return new Outcome(server.name(), "");
        }
        reasons.add(refusal.orElse(server.name() + " has it changed"));
      } finally {
        Files.deleteIfExists(file);
      }
    }
    return new Outcome(
        "",
        reasons.isEmpty()
            ? "no server that shows " + content.site() + " is up"
            : String.join("; ", reasons));
  }

  private static long mostBytes(MissingContent content) {
    return content.sizeBytes() == 0 ? LONGEST_LIST_BYTES : content.sizeBytes();
  }

  private static boolean take(MissingContent content, Path file, Intake intake) throws IOException {
    MessageDigest digest = ContentHash.newDigest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    if (!ContentHash.of(digest.digest()).equals(content.content())) {
      return false;
    }
    List<IOException> failures = new ArrayList<>();
    intake.take(
        List.of(new Fetched(content.path(), file, Files.size(file))).iterator(),
        Files::newInputStream,
        new Intake.Results() {
          @Override
          public void taken(Intake.Wanted wanted, long bytesRead, ContentHash sha256) {}

          @Override
          public void failed(Intake.Wanted wanted, IOException why) {
            failures.add(why);
          }
        });
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
    return true;
  }
}
