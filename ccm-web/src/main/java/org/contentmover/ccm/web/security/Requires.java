package org.contentmover.ccm.web.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The permission a resource method of the API takes. Enforced by {@link ApiAccessFilter}; a method
 * without it is refused to everybody. Actions of pages have {@code PageAction}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Requires {
  Permission value();
}
