/** Runs as callers see them. */
package org.contentmover.ccm.run.view;
