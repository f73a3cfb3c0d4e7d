/** Job definitions (SC-1). */
package org.contentmover.ccm.job;
