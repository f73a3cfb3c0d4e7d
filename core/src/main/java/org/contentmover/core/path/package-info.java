/**
 * How large datagrams may be on the way from a leader to its members. Pure: time and randomness
 * come in as arguments; one thread owns the objects.
 */
package org.contentmover.core.path;
