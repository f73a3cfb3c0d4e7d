/**
 * {@code ./assignment}: what the CCM and an agent do with content, between two directories of one
 * machine (docs/operations/assignment.md).
 *
 * <p>Has no code of its own for scanning, writing, reading or applying: it calls that of the module
 * content.
 */
package org.contentmover.tool;
