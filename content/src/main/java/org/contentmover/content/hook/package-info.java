/** Programs the administrator of a server installed for assignments to have run (CI-1, CI-9). */
package org.contentmover.content.hook;
