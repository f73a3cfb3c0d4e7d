/** Hot content: what some servers show at some paths instead of what is published (CM-8, CM-13). */
package org.contentmover.ccm.version.hot;
