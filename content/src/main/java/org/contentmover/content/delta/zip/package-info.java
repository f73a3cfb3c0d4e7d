/**
 * Archives (zip, jar, war) looked at with their entries inflated, where what resembles each other
 * can be seen, and made again of that view bit by bit (docs/formats/delta.md, CM-3).
 */
package org.contentmover.content.delta.zip;
