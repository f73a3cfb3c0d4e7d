/** The content store as callers see it. */
package org.contentmover.ccm.version.store.view;
