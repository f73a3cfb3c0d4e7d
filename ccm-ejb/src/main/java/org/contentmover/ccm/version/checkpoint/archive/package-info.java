/** A checkpoint as one file, to be kept elsewhere and brought back (docs/formats/checkpoint.md). */
package org.contentmover.ccm.version.checkpoint.archive;
