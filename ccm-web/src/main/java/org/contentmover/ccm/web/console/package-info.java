/**
 * The console (UI-1): one bean per page, which reads from the application services and passes on
 * what a person enters. What a page makes of it (words, timeline, what needs attention) is in pure
 * classes.
 */
package org.contentmover.ccm.web.console;
