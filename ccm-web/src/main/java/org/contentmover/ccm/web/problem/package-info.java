/** What went wrong, in words for an administrator and as RFC 9457 problems for programs (UI-2). */
package org.contentmover.ccm.web.problem;
