/** What tests of several packages share. */
package org.contentmover.core.testing;
