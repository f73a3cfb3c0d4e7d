package org.contentmover.system.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.contentmover.gl.bare.BareMember;
import org.contentmover.gl.engine.SegmentConnector;
import org.junit.jupiter.api.Test;

/**
 * The connector times everything by the monotonic clock: a wall clock that is wrong, or jumps,
 * moves no time limit of a segment.
 */
class WallClockTest {
  private static final Set<String> WALL_CLOCK =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.time.Instant.now",
          "java.time.LocalDateTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.time.InstantSource.system",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone");

  /**
   * Turns the deadline of its own agent into a time that remains, and lends the clock by which ends
   * of this server without having left are forgiven after days.
   */
  private static final Class<?> KNOWS_THE_WALL_CLOCK = SegmentConnector.class;

  private static final ArchRule MONOTONIC =
      noClasses()
          .that()
          .doNotBelongToAnyOf(KNOWS_THE_WALL_CLOCK)
          .should()
          .accessTargetWhere(
              new DescribedPredicate<JavaAccess<?>>("reads a wall clock") {
                @Override
                public boolean test(JavaAccess<?> access) {
                  String owner = access.getTargetOwner().getName();
                  return WALL_CLOCK.contains(owner + "." + access.getName());
                }
              });

  /** The member without a server plays the part of an agent, and tells when things happen. */
  @Test
  void shouldNotReadAWallClockInTheConnector() {
    MONOTONIC.check(
        new ClassFileImporter()
            .withImportOption(location -> !location.contains("/gl/bare/"))
            .importPath(Module.CONNECTOR_ENGINE.builtClasses()));
  }

  @Test
  void shouldNoticeWhoDoes() {
    assertTrue(
        MONOTONIC.evaluate(new ClassFileImporter().importClasses(BareMember.class)).hasViolation());
  }
}
