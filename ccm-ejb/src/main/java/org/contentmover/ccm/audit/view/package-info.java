/** What the audit log shows. */
package org.contentmover.ccm.audit.view;
