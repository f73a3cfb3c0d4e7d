package org.contentmover.ccm.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.Test;

/** Large manifests are read once for all who ask (CI-7). */
class KnownManifestsTest {
  private static final ContentHash ONE = hash("one");
  private static final ContentHash TWO = hash("two");

  private final List<ContentHash> read = new CopyOnWriteArrayList<>();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch goesOn = new CountDownLatch(1);

  private static ContentHash hash(String text) {
    return ContentHash.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private Manifest slowly(ContentHash hash) {
    read.add(hash);
    asked.countDown();
    await(goesOn);
    return Manifest.EMPTY;
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody came");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Manifest get(KnownManifests manifests, ContentHash hash) {
    try {
      return manifests.get(hash);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldReadOneOnceForAllWhoAskMeanwhile() {
    KnownManifests manifests = new KnownManifests(this::slowly);
    CompletableFuture<Manifest> first =
        CompletableFuture.supplyAsync(() -> get(manifests, ONE), task -> new Thread(task).start());
    await(asked);
    CompletableFuture<Manifest> second =
        CompletableFuture.supplyAsync(() -> get(manifests, ONE), task -> new Thread(task).start());
    goesOn.countDown();
    assertSame(first.join(), second.join());
    assertEquals(List.of(ONE), read);
  }

  @Test
  void shouldKnowBothOfTwoThatAreAskedForInTurn() throws Exception {
    goesOn.countDown();
    KnownManifests manifests = new KnownManifests(this::slowly);
    for (int i = 0; i < 3; i++) {
      manifests.get(ONE);
      manifests.get(TWO);
    }
    assertEquals(List.of(ONE, TWO), read);
  }

  @Test
  void shouldKeepAFew() throws Exception {
    goesOn.countDown();
    KnownManifests manifests = new KnownManifests(this::slowly);
    for (int i = 0; i < 4; i++) {
      manifests.get(hash("other " + i));
      manifests.get(ONE);
    }
    manifests.get(hash("other 0"));
    assertEquals(6, read.size(), "the one that was asked for longest ago is read again");
  }

  @Test
  void shouldAskAgainForWhatCouldNotBeRead() {
    KnownManifests manifests =
        new KnownManifests(
            hash -> {
              read.add(hash);
              throw new IOException("gone");
            });
    assertThrows(IOException.class, () -> manifests.get(ONE));
    assertThrows(IOException.class, () -> manifests.get(ONE));
    assertEquals(2, read.size());
  }
}
