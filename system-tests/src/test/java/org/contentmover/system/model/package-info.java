/** The model of the election in docs/protocol/model, checked by TLC. */
package org.contentmover.system.model;
