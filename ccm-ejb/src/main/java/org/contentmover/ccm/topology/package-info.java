/** Segments and servers: what exists, who leads, who is up (EL-10, EL-14, UI-4). */
package org.contentmover.ccm.topology;
