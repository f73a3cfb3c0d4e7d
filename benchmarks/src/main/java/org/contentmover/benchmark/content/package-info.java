/**
 * What an update costs, beside the tools of the trade: bytes that travel, processor time and
 * memory, for pairs of releases and for made-up trees (docs/performance/content.md).
 */
package org.contentmover.benchmark.content;
