package org.contentmover.system.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.contentmover.system.architecture.planted.Impure;
import org.junit.jupiter.api.Test;

/** Time and chance come into core as arguments, never from the machine it happens to run on. */
class CoreIsPureTest {

  private static final Set<String> TIME_AND_CHANCE =
      Set.of(
          "java.lang.Math.random",
          "java.lang.StrictMath.random",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.System.identityHashCode",
          "java.time.Instant.now",
          "java.time.LocalDate.now",
          "java.time.LocalDateTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.util.UUID.randomUUID",
          "java.util.concurrent.ThreadLocalRandom.current",
          "java.util.random.RandomGenerator.getDefault",
          "java.util.random.RandomGenerator.of");

  private static final Set<String> SEEDED_BY_THE_CLOCK =
      Set.of("java.util.Random", "java.util.SplittableRandom");

  private static final ArchRule PURE =
      noClasses()
          .should()
          .accessTargetWhere(
              new DescribedPredicate<JavaAccess<?>>("reads a clock, the machine or global chance") {
                @Override
                public boolean test(JavaAccess<?> access) {
                  String owner = access.getTargetOwner().getName();
                  return TIME_AND_CHANCE.contains(owner + "." + access.getName())
                      || (SEEDED_BY_THE_CLOCK.contains(owner)
                          && access.getTarget().getFullName().endsWith("<init>()"));
                }
              });

  @Test
  void shouldTakeTimeAndChanceAsArguments() {
    PURE.check(new ClassFileImporter().importPath(Module.CORE.builtClasses()));
  }

  @Test
  void shouldNoticeEachWayOfPeeking() {
    assertEquals(
        Impure.class.getDeclaredMethods().length,
        PURE.evaluate(new ClassFileImporter().importClasses(Impure.class))
            .getFailureReport()
            .getDetails()
            .size());
  }
}
