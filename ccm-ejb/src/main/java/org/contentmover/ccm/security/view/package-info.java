/** Users and keys as callers see them. */
package org.contentmover.ccm.security.view;
