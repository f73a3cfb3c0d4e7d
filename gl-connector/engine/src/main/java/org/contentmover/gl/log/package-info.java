/** The connector's log messages, numbered so that an administrator can look them up. */
package org.contentmover.gl.log;
