/** The rotation of a segment's keys as the CCM decides it (EL-7): without outage, step by step. */
package org.contentmover.core.rekey;
