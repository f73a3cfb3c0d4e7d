/** What publishers say may be live (CM-12): handed in, and sent along with what it allows. */
package org.contentmover.ccm.version.statement;
