package org.contentmover.ccm.run;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.testing.FarmAgent;
import org.contentmover.ccm.version.view.HotContentView;
import org.contentmover.ccm.version.view.NewHotContent;
import org.contentmover.core.interpret.PublisherStatement;
import org.junit.jupiter.api.Test;

/** Hot content on a site that a publisher signs for (CM-8, CM-12). */
class SignedHotContentTest extends SignedSite {
  private HotContentView place(String... servers) {
    NewHotContent order = new NewHotContent("demo", List.of("/**"), List.of(servers), "flash");
    return ccm.tx(() -> ccm.get(HotContents.class).place(SITE, GROUP, order, ANN));
  }

  private String[] refused(String... servers) {
    String text = assertThrows(Conflict.class, () -> place(servers)).getMessage();
    Matcher manifest = MANIFEST.matcher(text);
    assertTrue(manifest.find(), text);
    return Stream.concat(
            Stream.of(manifest.group(1)), BACK.matcher(text).results().map(it -> it.group(1)))
        .toArray(String[]::new);
  }

  /** What the refusal asks for is signed for; the number. */
  private long placeSigned(String... servers) {
    String[] trees = refused(servers);
    take(author, allows(trees[0], Arrays.copyOfRange(trees, 1, trees.length)));
    HotContentView placed = place(servers);
    farm.seconds(30);
    for (String server : servers) {
      assertEquals(placed.version(), farm.agent(server).live);
    }
    return placed.version();
  }

  @Test
  void shouldRollBackServersWithHotContentToo() throws Exception {
    publish(false);
    write("second");
    publish(true);
    write("flash");
    placeSigned("boston-1");
    write("flash 2");
    placeSigned("boston-2");
    RunView ended = rollBack();
    assertEquals("SUCCEEDED", ended.summary().phase(), ended.summary().explanation());
    farm.seconds(60);
    requireLive(1);
  }

  @Test
  void shouldRollBackAfterHotContentWasTakenBack() throws Exception {
    publish(false);
    write("second");
    publish(true);
    write("flash");
    long placed = placeSigned("boston-1");
    ccm.run(() -> ccm.get(HotContents.class).takeBack(SITE, GROUP, placed, ANN));
    farm.seconds(30);
    requireLive(2);
    assertEquals("SUCCEEDED", rollBack().summary().phase());
    requireLive(1);
  }

  @Test
  void shouldBringHotContentBackToAServerThoughOtherHotContentWasSignedForSince() throws Exception {
    publish(false);
    write("second");
    publish(true);
    write("flash");
    long placed = placeSigned("boston-1");
    write("flash 2");
    placeSigned("boston-2");
    farm.agent("boston-1").live = 0;
    farm.seconds(120);
    assertEquals(placed, farm.agent("boston-1").live);
  }

  @Test
  void shouldWantTheWaysBackSignedForWithHotContent() throws Exception {
    String first = publish(false);
    write("second");
    String second = publish(true);
    write("flash");
    String[] trees = refused("boston-1");
    assertEquals(List.of(second, first), List.of(trees).subList(1, trees.length));
    take(author, allows(trees[0], second));
    assertArrayEquals(trees, refused("boston-1"));
  }

  /** A bystander is back while others stage what was signed for before its hot content. */
  private RunView releasedWhileABystanderReturns() throws Exception {
    FarmAgent bystander = farm.agent("boston-3");
    bystander.alive = false;
    farm.seconds(60);
    write("second");
    UUID release = farm.start(job);
    take(author, allows(asked(MANIFEST, untilAsked(release))));
    clock.advance(Duration.ofMillis(1));
    write("flash");
    String[] trees = refused("boston-3");
    take(author, allows(trees[0], Arrays.copyOfRange(trees, 1, trees.length)));
    place("boston-3");
    farm.agent("boston-1").refuses = "busy";
    farm.seconds(20);
    assertEquals("DISTRIBUTING", farm.view(release).summary().phase());
    bystander.alive = true;
    farm.seconds(60);
    farm.agent("boston-1").refuses = null;
    return farm.untilEnded(release);
  }

  @Test
  void shouldPublishWhatWasSignedForBeforeHotContentOfAServerThatIsBackMeanwhile()
      throws Exception {
    publish(false);
    RunView ended = releasedWhileABystanderReturns();
    assertEquals("SUCCEEDED", ended.summary().phase(), ended.summary().explanation());
    farm.seconds(60);
    requireLive(farm.agent("boston-1").live);
  }

  @Test
  void shouldCommitWithWhatWasStagedThoughAServerThatIsBackGotALaterStatement() throws Exception {
    farm.agent("boston-3").alive = false;
    UUID first = farm.start(job);
    PublisherStatement forOneDay =
        until(allows(asked(MANIFEST, untilAsked(first))), now().plus(Duration.ofDays(1)));
    take(author, forOneDay);
    assertEquals("SUCCEEDED", farm.untilEnded(first).summary().phase());
    clock.advance(Duration.ofDays(2));
    RunView ended = releasedWhileABystanderReturns();
    assertEquals("SUCCEEDED", ended.summary().phase(), ended.summary().explanation());
  }
}
