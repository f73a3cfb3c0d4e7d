/** What can go wrong in the words of the domain; the web maps each kind to one RFC 9457 problem. */
package org.contentmover.ccm.problem;
