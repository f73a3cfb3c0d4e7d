/** Hosted sites, staging areas and content groups (CM-1, CM-14). */
package org.contentmover.ccm.site;
