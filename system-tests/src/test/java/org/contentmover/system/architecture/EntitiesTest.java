package org.contentmover.system.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.contentmover.system.architecture.planted.Scribble;
import org.junit.jupiter.api.Test;

/**
 * In a server the JPA provider notices a change of an entity inside its own methods only: a field
 * set from elsewhere is never written to the database. Tests outside of a server do not see it.
 */
class EntitiesTest {
  private static final String ENTITY = "jakarta.persistence.Entity";

  private static final ArchRule CHANGED_BY_THEMSELVES =
      noClasses()
          .should()
          .accessFieldWhere(
              new DescribedPredicate<JavaFieldAccess>("sets a field of another class's entity") {
                @Override
                public boolean test(JavaFieldAccess access) {
                  return access.getAccessType() == JavaFieldAccess.AccessType.SET
                      && access.getTargetOwner().isAnnotatedWith(ENTITY)
                      && !access.getOriginOwner().equals(access.getTargetOwner());
                }
              });

  @Test
  void shouldBeChangedByTheirOwnMethods() {
    CHANGED_BY_THEMSELVES.check(new ClassFileImporter().importPath(Module.CCM_EJB.builtClasses()));
  }

  @Test
  void shouldNoticeAFieldSetFromElsewhere() {
    assertEquals(
        1,
        CHANGED_BY_THEMSELVES
            .evaluate(new ClassFileImporter().importClasses(Scribble.class, Scribble.Written.class))
            .getFailureReport()
            .getDetails()
            .size());
  }
}
