/** When something is done again and again. Pure. */
package org.contentmover.core.schedule;
