/** Versions, shadows and assignments (VC-1, VC-3). */
package org.contentmover.ccm.version;
