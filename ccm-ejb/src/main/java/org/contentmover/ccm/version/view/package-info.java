/** Versions and assignments as callers see them. */
package org.contentmover.ccm.version.view;
