/**
 * What an order would do, found out without doing it (CM-11): the same scan and comparison as those
 * of a plan, of which nothing is recorded but the result.
 */
package org.contentmover.ccm.version.preview;
