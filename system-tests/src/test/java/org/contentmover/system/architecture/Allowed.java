package org.contentmover.system.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Groups of foreign classes a module may or may not know; own modules are told apart by {@link
 * Module}.
 */
final class Allowed {

  private static final Set<String> JDK_VALUE_PACKAGES =
      Set.of(
          "java.lang",
          "java.lang.annotation",
          "java.lang.invoke",
          "java.lang.runtime",
          "java.math",
          "java.nio",
          "java.nio.charset",
          "java.time",
          "java.util",
          "java.util.function",
          "java.util.random",
          "java.util.stream");

  private static final Set<String> JDK_VALUES_ELSEWHERE =
      Set.of(
          "java.io.ByteArrayInputStream",
          "java.io.ByteArrayOutputStream",
          "java.io.DataInputStream",
          "java.io.DataOutputStream",
          "java.io.EOFException",
          "java.io.IOException",
          "java.io.InputStream",
          "java.io.OutputStream",
          "java.io.Serializable",
          "java.io.UncheckedIOException",
          "java.security.DigestInputStream",
          "java.security.DigestOutputStream",
          "java.security.GeneralSecurityException",
          "java.security.MessageDigest",
          "java.security.NoSuchAlgorithmException",
          "java.text.Normalizer",
          "java.text.Normalizer$Form",
          "java.util.concurrent.TimeUnit",
          "java.util.zip.CRC32",
          "java.util.zip.CRC32C",
          // Functions of bytes and a key, like the digests; they neither wait nor draw random.
          "javax.crypto.Cipher",
          "javax.crypto.Mac",
          "javax.crypto.spec.IvParameterSpec",
          "javax.crypto.spec.SecretKeySpec");

  private static final Set<String> JDK_ACTING =
      Set.of(
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.ProcessHandle",
          "java.lang.Runtime",
          "java.lang.Thread",
          "java.lang.ThreadGroup",
          "java.lang.ThreadLocal",
          "java.lang.System$Logger",
          "java.time.Clock",
          "java.util.Calendar",
          "java.util.Date",
          "java.util.ServiceLoader",
          "java.util.Timer",
          "java.util.TimerTask");

  private Allowed() {}

  /**
   * Values, collections, buffers and streams over memory: nothing that acts, waits or looks at the
   * machine.
   */
  static DescribedPredicate<JavaClass> jdkValues() {
    return predicate(
        "JDK values",
        type ->
            !JDK_ACTING.contains(type.getName())
                && (JDK_VALUE_PACKAGES.contains(type.getPackageName())
                    || JDK_VALUES_ELSEWHERE.contains(type.getName())));
  }

  /** All of the JDK. */
  static DescribedPredicate<JavaClass> jdk() {
    return predicate(
        "the JDK",
        type ->
            inAny(
                    type,
                    "java",
                    "javax.crypto",
                    "javax.net",
                    "javax.transaction.xa",
                    "javax.security.auth")
                || inAny(type, "javax.naming", "javax.sql", "javax.management"));
  }

  /** The JDK without its HTTP client and server. */
  static DescribedPredicate<JavaClass> jdkWithoutHttp() {
    return jdk()
        .and(
            predicate(
                "without HTTP",
                type ->
                    !inAny(type, "java.net.http", "com.sun.net.httpserver")
                        && !type.getSimpleName().startsWith("HttpURL")))
        .as("the JDK without HTTP");
  }

  static DescribedPredicate<JavaClass> packages(String... names) {
    return predicate(String.join(", ", names), type -> inAny(type, names));
  }

  /** Everything the described test accepts; arrays are judged by their component type. */
  static DescribedPredicate<JavaClass> predicate(String description, Predicate<JavaClass> test) {
    return new DescribedPredicate<>(description) {
      @Override
      public boolean test(JavaClass type) {
        JavaClass base = type.getBaseComponentType();
        return base.isPrimitive() || test.test(base);
      }
    };
  }

  private static boolean inAny(JavaClass type, String... roots) {
    String name = type.getPackageName();
    for (String root : roots) {
      if (name.equals(root) || name.startsWith(root + ".")) {
        return true;
      }
    }
    return false;
  }
}
