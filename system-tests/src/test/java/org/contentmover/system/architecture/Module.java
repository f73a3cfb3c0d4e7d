package org.contentmover.system.architecture;

import static org.contentmover.system.architecture.Allowed.jdk;
import static org.contentmover.system.architecture.Allowed.jdkValues;
import static org.contentmover.system.architecture.Allowed.jdkWithoutHttp;
import static org.contentmover.system.architecture.Allowed.packages;
import static org.contentmover.system.architecture.Allowed.predicate;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.nio.file.Path;

/**
 * The modules and whom each may know. Classes belong to the module whose build made them, whatever
 * their package; a planted class belongs to the module its package is named after.
 */
enum Module {
  CORE("core") {
    @Override
    DescribedPredicate<JavaClass> mayKnow() {
      return jdkValues();
    }
  },
  CONTENT_FORMAT("content-format") {
    @Override
    DescribedPredicate<JavaClass> mayKnow() {
      return jdkWithoutHttp().or(packages("com.google.protobuf"));
    }
  },
  CONTENT("content") {
    @Override
    DescribedPredicate<JavaClass> mayKnow() {
      return CORE.classes()
          .or(CONTENT_FORMAT.classes())
          .or(jdkWithoutHttp())
          .or(
              packages(
                  "com.google.protobuf",
                  "com.google.crypto.tink",
                  "com.github.luben.zstd",
                  "org.jose4j"))
          .or(packages("com.fasterxml.jackson.core"))
          .or(packages("javax.xml.stream", "com.ctc.wstx", "org.codehaus.stax2"));
    }
  },
  CONNECTOR_API("gl-connector/api") {
    @Override
    DescribedPredicate<JavaClass> mayKnow() {
      return jdk().or(packages("jakarta.resource"));
    }
  },
  CONNECTOR_ENGINE("gl-connector/engine") {
    @Override
    DescribedPredicate<JavaClass> mayKnow() {
      return CONNECTOR_API
          .classes()
          .or(CORE.classes())
          .or(jdk())
          .or(packages("jakarta.resource", "org.jgroups"));
    }
  },
  CONNECTOR_RAR("gl-connector/rar") {
    @Override
    DescribedPredicate<JavaClass> mayKnow() {
      // Not core: the adapter's archive holds it under another name (ADR 0050).
      return CONNECTOR_ENGINE
          .classes()
          .or(CONNECTOR_API.classes())
          .or(jdk())
          .or(packages("jakarta.resource", "org.jgroups"));
    }
  },
  CCM_EJB("ccm-ejb") {
    @Override
    DescribedPredicate<JavaClass> mayKnow() {
      return CORE.classes()
          .or(CONTENT.classes())
          .or(CONNECTOR_API.classes())
          .or(jdk())
          .or(packages("jakarta", "org.flywaydb.core", "org.eclipse.persistence"))
          .or(packages("org.apache.commons.compress.archivers.tar", "com.github.luben.zstd"));
    }
  },
  CCM_WEB("ccm-web") {
    @Override
    DescribedPredicate<JavaClass> mayKnow() {
      return CCM_EJB
          .classes()
          .and(servicesAndViews())
          .or(jdk())
          .or(packages("jakarta", "org.primefaces").and(noEntityManager()))
          .or(packages("org.eclipse.microprofile.openapi.annotations"));
    }
  },
  AGENT("bes-agent-war") {
    @Override
    DescribedPredicate<JavaClass> mayKnow() {
      return CORE.classes()
          .or(CONTENT.classes())
          .or(CONNECTOR_API.classes())
          .or(jdk())
          .or(packages("jakarta"));
    }
  },
  SIMULATOR("simulator") {
    @Override
    DescribedPredicate<JavaClass> mayKnow() {
      return CORE.classes().or(jdk());
    }
  },
  /** Not even protobuf or zstd: so it can have no way of its own to write or read an assignment. */
  ASSIGNMENT_TOOL("assignment-tool") {
    @Override
    DescribedPredicate<JavaClass> mayKnow() {
      return CORE.classes().or(CONTENT.classes()).or(jdkWithoutHttp());
    }
  },
  /** Programs that measure the modules from outside; nobody may know them. */
  BENCHMARKS("benchmarks") {
    @Override
    DescribedPredicate<JavaClass> mayKnow() {
      return CORE.classes()
          .or(CONTENT.classes())
          .or(CONNECTOR_API.classes())
          .or(CONNECTOR_ENGINE.classes())
          .or(jdk())
          .or(packages("jakarta.resource"));
    }
  },
  /**
   * Tests and the demo farm: may know anything, and nobody may know them (no rule above names
   * them).
   */
  SYSTEM_TESTS("system-tests") {
    @Override
    DescribedPredicate<JavaClass> mayKnow() {
      return DescribedPredicate.alwaysTrue();
    }
  };

  private final String folder;

  Module(String folder) {
    this.folder = folder;
  }

  /** Whom this module may know besides itself. */
  abstract DescribedPredicate<JavaClass> mayKnow();

  /** The classes of this module. */
  DescribedPredicate<JavaClass> classes() {
    String built = "/" + folder + "/target/classes/";
    String planted = "/" + plantedPackage().replace('.', '/') + "/";
    return predicate(
        folder,
        type ->
            type.getSource()
                .map(source -> source.getUri().getPath())
                .filter(path -> path.contains(built) || path.contains(planted))
                .isPresent());
  }

  /** The module, and whom it may know. */
  DescribedPredicate<JavaClass> world() {
    return classes().or(mayKnow()).as("%s or %s", folder, mayKnow().getDescription());
  }

  String plantedPackage() {
    return Module.class.getPackageName() + ".planted." + folder.replaceAll("[^a-z]", "");
  }

  Path builtClasses() {
    return repository().resolve(folder).resolve("target/classes");
  }

  Path builtTests() {
    return repository().resolve(folder).resolve("target/test-classes");
  }

  static Path repository() {
    return Path.of(System.getProperty("contentmover.repository", ".."))
        .toAbsolutePath()
        .normalize();
  }

  /**
   * What the console and the API are given: services, what they take and return, and their errors.
   */
  private static DescribedPredicate<JavaClass> servicesAndViews() {
    return predicate(
        "services and views",
        type ->
            !type.isAnnotatedWith("jakarta.persistence.Entity")
                && (type.isInterface()
                    || type.isRecord()
                    || type.isEnum()
                    || type.isAssignableTo(RuntimeException.class)
                    || type.isAnnotatedWith("jakarta.ejb.Stateless")
                    || type.isAnnotatedWith("jakarta.ejb.Singleton")));
  }

  private static DescribedPredicate<JavaClass> noEntityManager() {
    return predicate(
        "but nothing of JPA but its exceptions",
        type ->
            !type.getPackageName().startsWith("jakarta.persistence")
                || type.isAssignableTo(RuntimeException.class));
  }
}
