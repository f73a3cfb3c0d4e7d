/** Configuration, start order and health of the CCM. */
package org.contentmover.ccm.setup;
