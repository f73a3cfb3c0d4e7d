package org.contentmover.ccm.web.console;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.contentmover.ccm.web.security.Permission;

/**
 * An action somebody triggers on a page: it takes a permission, and what the CCM refuses is shown
 * on the same page, beside its field where it is about one. Enforced by {@link
 * PageActionInterceptor}.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface PageAction {
  @Nonbinding
  Permission value();
}
