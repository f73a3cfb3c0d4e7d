/** Publishers' statements as others may see them. */
package org.contentmover.ccm.version.statement.view;
