/** Executions of jobs: started, driven from the database, aborted, looked at (SC-2). */
package org.contentmover.ccm.run;
