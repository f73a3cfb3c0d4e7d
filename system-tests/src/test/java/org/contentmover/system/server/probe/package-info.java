/** Runs inside a server, in an archive of the tests: looks around and answers by HTTP. */
package org.contentmover.system.server.probe;
