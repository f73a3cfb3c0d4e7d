/** What of an assignment is signed, and how (CM-12). */
package org.contentmover.content.seal;
