package org.contentmover.system.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.contentmover.system.architecture.planted.Sleeper;
import org.contentmover.system.architecture.planted.UntaggedIT;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How tests are written, in every module. */
class TestsOfTheHouseTest {

  private static final String PLANTED = "org.contentmover.system.architecture.planted";

  /** What the poms of the modules have a run for. */
  private static final Map<Module, Set<String>> TAGS_THAT_RUN =
      Map.of(
          Module.SYSTEM_TESTS, Set.of("server", "system", "lab", "alone", "browser"),
          Module.CONTENT, Set.of("nightly"),
          Module.SIMULATOR, Set.of("nightly"));

  private static final ArchRule NO_SLEEP =
      noClasses()
          .should()
          .accessTargetWhere(
              new DescribedPredicate<JavaAccess<?>>("sleeps instead of waiting for something") {
                @Override
                public boolean test(JavaAccess<?> access) {
                  String owner = access.getTargetOwner().getName();
                  return access.getName().equals("sleep")
                      && (owner.equals("java.lang.Thread")
                          || owner.equals("java.util.concurrent.TimeUnit"));
                }
              });

  /** Failsafe runs by tag: an integration test without one of them would never run. */
  private static ArchRule tagged(Set<String> tagsThatRun) {
    return classes()
        .that()
        .haveSimpleNameEndingWith("IT")
        .and()
        .areTopLevelClasses()
        .should(
            new ArchCondition<JavaClass>("have exactly one of the tags %s", tagsThatRun) {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                List<String> tags =
                    type.tryGetAnnotationOfType(Tag.class.getName()).stream()
                        .map(tag -> tag.get("value").orElseThrow().toString())
                        .filter(tagsThatRun::contains)
                        .toList();
                events.add(
                    new SimpleConditionEvent(
                        type, tags.size() == 1, type.getName() + " has the tags " + tags));
              }
            })
        .allowEmptyShould(true);
  }

  @Test
  void shouldNotSleep() {
    NO_SLEEP.check(
        new ClassFileImporter()
            .withImportOption(location -> !location.contains(PLANTED.replace('.', '/')))
            .importPaths(
                Arrays.stream(Module.values())
                    .map(Module::builtTests)
                    .filter(Files::isDirectory)
                    .toList()));
  }

  @Test
  void shouldNoticeEachSleep() {
    assertEquals(
        Sleeper.class.getDeclaredMethods().length, violations(NO_SLEEP, Sleeper.class).size());
  }

  @ParameterizedTest
  @EnumSource(Module.class)
  void shouldBeRunByTheirTag(Module module) {
    Path tests = module.builtTests();
    assumeTrue(Files.isDirectory(tests), () -> "no tests in " + tests);
    tagged(TAGS_THAT_RUN.getOrDefault(module, Set.of()))
        .check(
            new ClassFileImporter()
                .withImportOption(location -> !location.contains(PLANTED.replace('.', '/')))
                .importPath(tests));
  }

  @ParameterizedTest
  @EnumSource(
      value = Module.class,
      names = {"SYSTEM_TESTS", "SIMULATOR"})
  void shouldNoticeAnIntegrationTestWithoutTag(Module module) {
    assertEquals(1, violations(tagged(TAGS_THAT_RUN.get(module)), UntaggedIT.class).size());
  }

  private static List<String> violations(ArchRule rule, Class<?> planted) {
    return rule.evaluate(new ClassFileImporter().importClasses(planted))
        .getFailureReport()
        .getDetails();
  }
}
