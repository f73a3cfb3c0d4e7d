/** Breaks every rule of the house on purpose, so that the rules can be seen to notice it. */
package org.contentmover.system.architecture.planted;
