/**
 * The console in a real browser: Chromium, found at {@code /usr/bin/chromium} or by the environment
 * variable {@code CHROMIUM}. Part of the profile {@code browser}.
 */
package org.contentmover.system.browser;
