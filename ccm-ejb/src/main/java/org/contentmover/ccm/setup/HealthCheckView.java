package org.contentmover.ccm.setup;

/**
 * One thing that must work: its name, whether it does, and what an administrator should know or do.
 */
public record HealthCheckView(String name, boolean up, String detail) {}
