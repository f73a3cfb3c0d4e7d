/** How things are said to people. */
package org.contentmover.core.text;
