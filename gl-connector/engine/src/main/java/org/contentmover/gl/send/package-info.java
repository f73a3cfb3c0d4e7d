/** Files being distributed: read by offset, at the pace the machine gives. */
package org.contentmover.gl.send;
