/** Users, the keys of servers and of the CCM, tokens (UI-3, UI-4). */
package org.contentmover.ccm.security;
