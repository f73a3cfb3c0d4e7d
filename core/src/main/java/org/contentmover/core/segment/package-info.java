/**
 * One member of a segment: election, registration and transfer joined to one machine that takes
 * datagrams and time and gives datagrams and facts. Owned by one thread, which calls every method
 * and on which every effect is called.
 */
package org.contentmover.core.segment;
