/** The messages of docs/protocol/distribution.md and what people see of a distribution. */
package org.contentmover.ccm.distribution.view;
