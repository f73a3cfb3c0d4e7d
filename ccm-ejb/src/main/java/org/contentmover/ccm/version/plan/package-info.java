/**
 * Planning of a publish: scan, compare, store, write; a Jakarta Batch job whose progress is in own
 * tables.
 */
package org.contentmover.ccm.version.plan;
