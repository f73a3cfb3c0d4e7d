/** Pages of long lists. */
package org.contentmover.ccm.paging;
