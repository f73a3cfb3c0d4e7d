/**
 * Executions of jobs: started, driven from the database, aborted, looked at (SC-2, PROTOCOLS 6).
 */
package org.contentmover.ccm.run;
