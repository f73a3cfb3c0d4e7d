package org.contentmover.ccm.setup;

import java.nio.file.Path;

/**
 * What the CCM was configured with (docs/operations/ccm.md). {@code originBytesPerSecond} rations
 * what the CCM itself uploads, over all connections; 0 means unlimited.
 */
public record SettingsView(
    Path dataDirectory,
    String ccmUrl,
    long originBytesPerSecond,
    LeastProgress least,
    int fanOut) {}
