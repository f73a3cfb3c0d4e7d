/** Serves this server's verified copies of assignments to other servers (DT-4, DT-5). */
package org.contentmover.agent.relay;
