/**
 * Fuzzing: classes whose {@code fuzzerTestOneInput} takes any bytes, the inputs worth keeping, and
 * who runs them.
 */
package org.contentmover.content.fuzz;
