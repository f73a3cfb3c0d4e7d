/** The agent's one configuration file: its keys, its validation, where it is found. */
package org.contentmover.agent.config;
