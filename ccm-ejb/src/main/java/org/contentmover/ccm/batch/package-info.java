/** What the server keeps of the batch jobs it ran. */
package org.contentmover.ccm.batch;
