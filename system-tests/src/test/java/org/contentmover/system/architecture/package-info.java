/**
 * Who may know whom, as tests: ARCHITECTURE.md has the table in words, {@link Module} has it in
 * code. The classes below {@code planted} break every rule on purpose; each rule is shown to notice
 * them.
 */
package org.contentmover.system.architecture;
