/** Who did what, when (UI-3). */
package org.contentmover.ccm.audit;
