package org.contentmover.ccm.run;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.problem.Outdated;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.security.CcmKeyChain;
import org.contentmover.ccm.site.GroupSealing;
import org.contentmover.ccm.site.StagingAreas;
import org.contentmover.ccm.site.view.GroupSealingView;
import org.contentmover.ccm.testing.FarmAgent;
import org.contentmover.ccm.topology.Enrolments;
import org.contentmover.ccm.topology.SegmentKeys;
import org.contentmover.ccm.topology.Servers;
import org.contentmover.ccm.topology.view.EnrolmentRequest;
import org.contentmover.ccm.topology.view.KeyPresence;
import org.contentmover.ccm.topology.view.KeySourceKind;
import org.contentmover.ccm.topology.view.NewEnrolmentToken;
import org.contentmover.ccm.version.view.NewHotContent;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.assignment.CommandStream;
import org.contentmover.content.seal.AssignmentSeal;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.content.trust.KeyBox;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.content.trust.TrustedKeys;
import org.junit.jupiter.api.Test;

/** What the CCM seals, and for whom (CM-5). */
class SealedGroupTest extends TwoServers {
  private GroupSealingView seal(Boolean sealed, Long revision) {
    return seal(sealed, null, revision);
  }

  private GroupSealingView seal(Boolean sealed, List<String> paths, Long revision) {
    farm.ccm()
        .run(
            () ->
                farm.ccm()
                    .get(GroupSealing.class)
                    .change(SITE, GROUP, sealed, paths, revision, ANN));
    return view();
  }

  private GroupSealingView view() {
    return farm.ccm().tx(() -> farm.ccm().get(GroupSealing.class).view(SITE, GROUP));
  }

  private RunView publish(String content) throws IOException {
    Files.writeString(directory.resolve("staging/index.html"), content);
    return farm.untilEnded(farm.start(job));
  }

  /** Whom everything that was written is sealed for, by sequence and type. */
  private Map<String, Optional<AssignmentSeal>> written() throws Exception {
    return written(AssignmentReader::seal);
  }

  private boolean isFor(Optional<AssignmentSeal> seal, String server) {
    return seal.orElseThrow().isFor(farm.agent(server).box.address());
  }

  @Test
  void shouldSealForTheMembersAlone() throws Exception {
    farm.ccm().tx(() -> farm.ccm().get(Servers.class).revoke("boston-2", ANN));
    seal(true, null);

    publish("one");

    Optional<AssignmentSeal> seal = written().get("1 REPLICATE");
    assertTrue(isFor(seal, "boston-1"));
    assertFalse(isFor(seal, "boston-2"), "it is revoked");
    assertEquals(1, seal.orElseThrow().boxes());
    assertEquals(Optional.empty(), written().get("2 COMMIT"));
  }

  @Test
  void shouldBeReadByAMemberWithItsBox() throws Exception {
    seal(true, null);
    publish("one");
    TrustedKeys key = TrustedKeys.of(farm.ccm().get(CcmKeyChain.class).current().publicKey());
    int read = 0;
    try (Stream<Path> files = Files.list(directory.resolve("data/assignments"))) {
      for (Path file : files.toList()) {
        try (AssignmentReader reader =
            AssignmentReader.open(file, key, Optional.of(farm.agent("boston-2").box))) {
          if (reader.seal().isPresent()) {
            try (CommandStream commands = reader.commands()) {
              assertTrue(commands.next() != null);
              read++;
            }
          }
        }
      }
    }
    assertEquals(1, read);
  }

  @Test
  void shouldStayPlainUntilSomebodySealsIt() throws Exception {
    publish("one");
    assertEquals(Optional.empty(), written().get("1 REPLICATE"));
    assertFalse(view().sealed());
  }

  @Test
  void shouldSealForAServerThatJoinsLater() throws Exception {
    seal(true, null);
    publish("one");
    farm.with("boston", "boston-3");
    farm.seconds(30);
    farm.with("boston", "boston-4");
    farm.seconds(30);

    assertEquals(1, farm.agent("boston-3").live);
    assertEquals(1, farm.agent("boston-4").live);
    assertTrue(isFor(written().get("3 REPLICATE"), "boston-3"));
    assertFalse(isFor(written().get("3 REPLICATE"), "boston-4"), "it was not there");
    assertTrue(isFor(written().get("4 REPLICATE"), "boston-4"));
  }

  @Test
  void shouldSealAnewForAServerThatHasLostItsBox() throws Exception {
    seal(true, null);
    publish("one");
    farm.with("boston", "boston-3");
    farm.seconds(30);
    FarmAgent lost = farm.agent("boston-3");
    lost.box = KeyBox.create();
    lost.live = 0;
    KeyPresence presence =
        new KeyPresence(farm.boxToken(lost), KeySourceKind.CCM, 0, null, List.of(), 0);
    farm.ccm().run(() -> farm.ccm().get(SegmentKeys.class).present(lost.name, presence, lost.name));
    farm.seconds(30);

    assertFalse(isFor(written().get("3 REPLICATE"), "boston-3"));
    assertTrue(isFor(written().get("4 REPLICATE"), "boston-3"));
    assertEquals(1, lost.live);
  }

  @Test
  void shouldWriteAnewWhatCatchesUpWhenThatChanges() throws Exception {
    publish("one");
    farm.with("boston", "boston-3");
    farm.seconds(30);
    seal(true, null);
    farm.with("boston", "boston-4");
    farm.seconds(30);
    seal(false, null);
    farm.with("boston", "boston-5");
    farm.seconds(30);

    Map<String, Optional<AssignmentSeal>> written = written();
    assertEquals(Optional.empty(), written.get("3 REPLICATE"));
    assertTrue(isFor(written.get("4 REPLICATE"), "boston-4"));
    assertEquals(1, farm.agent("boston-5").live);
  }

  /** CM-15. */
  @Test
  void shouldSealOnlyWhatIsNamed() throws Exception {
    Files.writeString(directory.resolve("staging/secret.key"), "nobody else");
    seal(true, List.of("*.key"), null);

    publish("one");

    AssignmentSeal seal = written().get("1 REPLICATE").orElseThrow();
    assertTrue(seal.dataParts().sealedBytes() > 0, seal.dataParts()::toString);
    assertFalse(seal.dataParts().areAllSealed(), seal.dataParts()::toString);
    assertEquals(1, farm.agent("boston-1").live);
  }

  @Test
  void shouldSealOnlyWhatIsNamedOfHotContent() throws Exception {
    seal(true, List.of("*.key"), null);
    publish("one");
    Files.writeString(directory.resolve("staging/secret.key"), "nobody else");
    Files.writeString(directory.resolve("staging/flash.html"), "everybody");
    String area = farm.ccm().tx(() -> farm.ccm().get(StagingAreas.class).list(SITE)).get(0).name();
    NewHotContent order =
        new NewHotContent(
            area, List.of("secret.key", "flash.html"), List.of("boston-1"), "a sale began");
    long placed =
        farm.ccm()
            .tx(() -> farm.ccm().get(HotContents.class).place(SITE, GROUP, order, ANN))
            .version();
    farm.seconds(30);

    assertEquals(placed, farm.agent("boston-1").live);
    AssignmentSeal seal = written().get("3 HOT").orElseThrow();
    assertTrue(seal.dataParts().sealedBytes() > 0, seal.dataParts()::toString);
    assertFalse(seal.dataParts().areAllSealed(), seal.dataParts()::toString);
  }

  @Test
  void shouldWriteAnewWhatCatchesUpWhenOtherPathsAreSealed() throws Exception {
    Files.writeString(directory.resolve("staging/secret.key"), "nobody else");
    seal(true, List.of("*.key"), null);
    publish("one");
    farm.with("boston", "boston-3");
    farm.seconds(30);
    assertFalse(written().get("3 REPLICATE").orElseThrow().dataParts().areAllSealed());

    farm.agent("boston-3").live = 0;
    seal(true, List.of(), null);
    farm.seconds(30);

    assertEquals(1, farm.agent("boston-3").live);
    assertTrue(written().get("4 REPLICATE").orElseThrow().dataParts().areAllSealed());
  }

  /** What a misspelt pattern was meant for would travel plain. */
  @Test
  void shouldNamePatternsThatMatchNothing() throws Exception {
    List<String> paths = List.of("index.html", "privat/");
    assertEquals(List.of(), seal(true, paths, null).inVain(), "nothing is published");
    RunView run = publish("one");

    assertEquals(paths, view().paths());
    assertEquals(List.of("privat/"), view().inVain());
    assertTrue(
        run.events().stream().anyMatch(it -> it.text().contains("sealed where privat/ is")),
        run.events()::toString);
    Invalid refused = assertThrows(Invalid.class, () -> seal(true, List.of("../x"), null));
    assertTrue(refused.getMessage().contains("glob patterns"), refused.getMessage());
    var audited =
        farm.ccm().tx(() -> farm.ccm().get(AuditLog.class).list(PageRequest.first(50))).items();
    assertTrue(
        audited.stream().anyMatch(it -> "sealed: index.html privat/".equals(it.detail())),
        audited::toString);
  }

  @Test
  void shouldNameMembersThatCannotBeSentAnything() {
    NewEnrolmentToken token = new NewEnrolmentToken("", "boston-9", 1, Duration.ofHours(1));
    String secret =
        farm.ccm().tx(() -> farm.ccm().get(Enrolments.class).issue(token, ANN)).secret();
    String key = Ed25519Keys.encodePublic(SigningKey.generate().publicKey());
    EnrolmentRequest request =
        new EnrolmentRequest("boston-9", "boston", "backend", "http://boston-9", key, null);
    farm.ccm().run(() -> farm.ccm().get(Enrolments.class).enrol(secret, request));

    assertEquals(List.of("boston-9"), view().withoutBox());
  }

  @Test
  void shouldBeWrittenDownAndKeepWhatSomebodyElseChanged() {
    GroupSealingView sealed = seal(true, view().revision());

    assertEquals(sealed, view());
    assertThrows(Outdated.class, () -> seal(false, sealed.revision() - 1));
    Invalid refused = assertThrows(Invalid.class, () -> seal(null, null));
    assertTrue(refused.getMessage().contains("true or false"), refused.getMessage());
    assertThrows(
        NotFound.class,
        () -> farm.ccm().tx(() -> farm.ccm().get(GroupSealing.class).view(SITE, "nobody")));
    var audited =
        farm.ccm().tx(() -> farm.ccm().get(AuditLog.class).list(PageRequest.first(1))).items();
    assertEquals("content-group.sealing", audited.get(0).action());
    assertEquals("sealed", audited.get(0).detail());
  }
}
