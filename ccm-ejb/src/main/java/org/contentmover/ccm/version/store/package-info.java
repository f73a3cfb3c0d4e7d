/** The content store as administrators see it: its size, its garbage, its health. */
package org.contentmover.ccm.version.store;
