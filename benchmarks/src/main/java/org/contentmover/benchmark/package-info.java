/**
 * Measurements of whole segments in network namespaces: this product beside the tools of the trade,
 * and what a killed leader costs. Programs, run by the scripts in {@code benchmarks/}.
 */
package org.contentmover.benchmark;
