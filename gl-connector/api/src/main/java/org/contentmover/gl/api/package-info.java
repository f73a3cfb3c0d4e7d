/**
 * What an application sees of the group leader connector: a connection factory (outbound), a
 * listener (inbound) and the values that cross between them.
 *
 * <p>Paths and byte ranges cross this border, never content and never types of another module: the
 * resource adapter and its users have their own copies of everything else. Values are immutable,
 * validated when made, and safe to share between threads.
 */
package org.contentmover.gl.api;
