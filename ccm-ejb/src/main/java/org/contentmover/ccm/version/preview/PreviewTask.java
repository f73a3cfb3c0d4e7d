package org.contentmover.ccm.version.preview;

import java.util.List;
import java.util.Optional;
import org.contentmover.ccm.version.plan.PublishTask;
import org.contentmover.content.seal.Sealing;
import org.contentmover.core.interpret.ConfigurationEntry;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.run.RunKind;

/**
 * What to find out.
 *
 * @param wanted as for the plan of a run; its run is the preview
 * @param entries of the next version
 * @param sameEntries whether these are those of the published one
 * @param sealing how its assignment would be sealed; empty: it would be plain
 */
public record PreviewTask(
    PublishTask wanted,
    RunKind kind,
    List<ConfigurationEntry> entries,
    boolean sameEntries,
    List<HookCall> hooks,
    Optional<Sealing> sealing) {}
