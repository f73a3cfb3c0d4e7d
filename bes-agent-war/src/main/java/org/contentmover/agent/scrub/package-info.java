/** Trees of this server are compared with their manifests now and then, and repaired (CI-7). */
package org.contentmover.agent.scrub;
