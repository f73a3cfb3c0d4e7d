/**
 * Configuration files of a server, of which its administrator lets single entries be changed with a
 * switch (CI-1, CI-10).
 */
package org.contentmover.content.configuration;
