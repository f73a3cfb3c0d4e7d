/** Hosted sites, staging areas and content groups as callers see them. */
package org.contentmover.ccm.site.view;
