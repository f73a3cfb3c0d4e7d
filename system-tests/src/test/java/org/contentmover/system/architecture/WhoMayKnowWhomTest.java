package org.contentmover.system.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table "who may know whom" of ARCHITECTURE.md. */
class WhoMayKnowWhomTest {

  private static JavaClasses product;
  private static JavaClasses planted;

  @BeforeAll
  static void readClasses() {
    product =
        new ClassFileImporter()
            .importPaths(Arrays.stream(Module.values()).map(Module::builtClasses).toList());
    planted = new ClassFileImporter().importPackages(Module.class.getPackageName() + ".planted");
  }

  @ParameterizedTest
  @EnumSource(Module.class)
  void shouldHaveClassesToJudge(Module module) {
    assertTrue(
        product.stream().anyMatch(module.classes()),
        () -> "no class found in " + module.builtClasses() + ": build the module first");
  }

  @ParameterizedTest
  @EnumSource(value = Module.class, names = "SYSTEM_TESTS", mode = EnumSource.Mode.EXCLUDE)
  void shouldKnowOnlyWhomItMay(Module module) {
    rule(module).check(product);
  }

  @ParameterizedTest
  @EnumSource(value = Module.class, names = "SYSTEM_TESTS", mode = EnumSource.Mode.EXCLUDE)
  void shouldNoticeEachPlantedClass(Module module) {
    Set<String> all =
        planted.stream()
            .filter(module.classes())
            .map(JavaClass::getSimpleName)
            .filter(name -> name.startsWith("Knows"))
            .collect(Collectors.toCollection(TreeSet::new));
    String violations =
        String.join("\n", rule(module).evaluate(planted).getFailureReport().getDetails());
    Set<String> noticed =
        all.stream()
            .filter(name -> violations.contains(module.plantedPackage() + ".Planted$" + name))
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(!all.isEmpty(), () -> "nothing planted in " + module.plantedPackage());
    assertEquals(all, noticed);
  }

  private static ArchRule rule(Module module) {
    return classes().that(module.classes()).should().onlyDependOnClassesThat(module.world());
  }
}
