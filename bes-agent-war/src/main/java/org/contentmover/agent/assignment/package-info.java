/**
 * The assignments this server has or gets: their files below the root directory, one small record
 * each in the state directory, so that every step survives a crash (CI-5).
 */
package org.contentmover.agent.assignment;
