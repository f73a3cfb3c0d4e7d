/**
 * Who calls, and what that lets them do (UI-3, UI-4). One mechanism finds out who; {@link
 * org.contentmover.ccm.web.security.Requires} on each resource method and page action says what it
 * takes; {@code web.xml} denies everything to nobody, except health, the login page and its
 * resources.
 */
package org.contentmover.ccm.web.security;
