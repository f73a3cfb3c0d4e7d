/** A member of a segment as a process of its own, without a server: for tests and benchmarks. */
package org.contentmover.gl.bare;
