package org.contentmover.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.Test;

/** When a tree is finished for now (CM-10). */
class QuietTreeTest {
  private static final Optional<ContentHash> NOT_YET = Optional.empty();
  private static final ContentHash DRAFT = hash("draft");
  private static final ContentHash FINISHED = hash("finished");

  private final QuietTree tree = new QuietTree(10_000);

  @Test
  void shouldBeDueWhenNothingChangedForLongEnough() {
    assertEquals(NOT_YET, tree.onLook(DRAFT, 0, 500));
    assertEquals(NOT_YET, tree.onLook(DRAFT, 9_000, 9_500));
    assertEquals(NOT_YET, tree.onLook(DRAFT, 10_499, 10_600), "quiet since the end of that look");
    assertEquals(Optional.of(DRAFT), tree.onLook(DRAFT, 10_500, 11_000));
  }

  @Test
  void shouldWaitAnewAfterEveryChange() {
    tree.onLook(DRAFT, 0, 0);
    assertEquals(NOT_YET, tree.onLook(FINISHED, 9_000, 9_000));
    assertEquals(NOT_YET, tree.onLook(FINISHED, 18_999, 18_999));
    assertEquals(Optional.of(FINISHED), tree.onLook(FINISHED, 19_000, 19_000));
  }

  @Test
  void shouldWaitAnewWhenItChangedAndCameBack() {
    tree.onLook(DRAFT, 0, 0);
    tree.onLook(FINISHED, 5_000, 5_000);
    assertEquals(NOT_YET, tree.onLook(DRAFT, 10_000, 10_000));
  }

  @Test
  void shouldWaitAnewWhenItChangedUnderTheLook() {
    tree.onLook(DRAFT, 0, 0);
    tree.onLookInVain();
    assertEquals(NOT_YET, tree.onLook(DRAFT, 10_000, 10_000));
    assertEquals(Optional.of(DRAFT), tree.onLook(DRAFT, 20_000, 20_000));
  }

  @Test
  void shouldStayDueUntilItIsPublishedAndNotBeDueAgain() {
    tree.onLook(DRAFT, 0, 0);
    assertEquals(Optional.of(DRAFT), tree.onLook(DRAFT, 10_000, 10_000));
    assertEquals(Optional.of(DRAFT), tree.onLook(DRAFT, 20_000, 20_000), "nobody published it");
    tree.onPublished(DRAFT);
    assertEquals(NOT_YET, tree.onLook(DRAFT, 30_000, 30_000));
    tree.onLook(FINISHED, 40_000, 40_000);
    assertEquals(Optional.of(FINISHED), tree.onLook(FINISHED, 50_000, 50_000));
  }

  @Test
  void shouldRefuseAQuietThatIsNone() {
    assertThrows(IllegalArgumentException.class, () -> new QuietTree(0));
  }

  private static ContentHash hash(String text) {
    return ContentHash.of(ContentHash.newDigest().digest(text.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void shouldWaitNoLongerThanThatWhenTheClockIsSetBack() {
    tree.onLook(DRAFT, 7_200_000, 7_200_000);
    assertEquals(NOT_YET, tree.onLook(DRAFT, 1_000, 1_000));
    assertEquals(Optional.of(DRAFT), tree.onLook(DRAFT, 11_000, 11_000));
  }
}
