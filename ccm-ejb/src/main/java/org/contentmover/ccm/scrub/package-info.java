/** What servers found when they compared their trees with what they should be (CI-7). */
package org.contentmover.ccm.scrub;
