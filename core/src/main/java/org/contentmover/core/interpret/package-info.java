/**
 * What a server decides about an assignment before and while it carries it out: may it be accepted,
 * what does its tree become, what does the journal mean after a crash (CI-1 to CI-7, CM-12).
 *
 * <p>Pure: time and state come as arguments, nothing here touches a file. Owned by the content
 * interpreter of one hosted site; single-threaded use, values are immutable.
 */
package org.contentmover.core.interpret;
