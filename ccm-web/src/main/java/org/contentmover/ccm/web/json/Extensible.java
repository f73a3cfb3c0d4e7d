package org.contentmover.ccm.web.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a request document whose unknown fields are ignored. Servers and the CCM are not updated in
 * the same minute: a newer agent may say more than this CCM understands. What people send is read
 * strictly, so that a misspelt field is told and not dropped.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Extensible {}
