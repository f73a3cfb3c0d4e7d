/** The write-ahead journal of a hosted site on a server: what was begun, what was done (CI-5). */
package org.contentmover.content.journal;
