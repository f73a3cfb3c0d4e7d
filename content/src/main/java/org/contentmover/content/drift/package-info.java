/**
 * What somebody or something other than this product changed in the trees of a server, and how it
 * is found (CI-7).
 */
package org.contentmover.content.drift;
