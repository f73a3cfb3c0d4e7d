/** What leaves the CCM about scrubs, and what servers report of them. */
package org.contentmover.ccm.scrub.view;
