package org.contentmover.ccm.version.checkpoint;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.site.ContentGroups;
import org.contentmover.ccm.version.checkpoint.archive.ArchiveLabel;
import org.contentmover.ccm.version.checkpoint.archive.ArchiveReader;
import org.contentmover.ccm.version.checkpoint.archive.ArchiveRefused;
import org.contentmover.ccm.version.checkpoint.archive.ArchiveWriter;
import org.contentmover.ccm.version.checkpoint.view.CheckpointStatus;
import org.contentmover.ccm.version.checkpoint.view.CheckpointView;
import org.contentmover.ccm.version.checkpoint.view.NewCheckpoint;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.store.Intake;
import org.contentmover.core.manifest.ContentHash;

/** Reads and writes archives without holding a transaction. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CheckpointArchivesBean implements CheckpointArchives {
  @EJB private Checkpoints checkpoints;
  @EJB private ContentGroups groups;
  @Inject private ContentStore store;

  @Override
  public CheckpointView exportable(UUID checkpoint) {
    CheckpointView view = checkpoints.view(checkpoint);
    if (view.status() == CheckpointStatus.FAILED) {
      throw new Conflict(
          "Checkpoint \"" + view.name() + "\" cannot be exported whole: " + view.problem());
    }
    return view;
  }

  @Override
  public void export(UUID checkpoint, OutputStream out) throws IOException {
    CheckpointView view = exportable(checkpoint);
    new ArchiveWriter(store)
        .write(
            new ArchiveLabel(
                view.site(),
                view.group(),
                view.name(),
                view.note(),
                view.createdAt().toString(),
                view.contentVersion(),
                ContentHash.fromHex(view.manifestSha256())),
            out);
  }

  @Override
  public CheckpointView bring(InputStream archive, NewCheckpoint request, Actor by) {
    CheckpointsBean.requireGroup(request);
    groups.view(request.site(), request.group());
    try (Intake intake = store.intake()) {
      // Before hours of reading, as far as it is known by then.
      requireFree(request);
      ArchiveLabel label =
          new ArchiveReader(intake).read(archive, it -> requireFree(named(request, it)));
      intake.finish();
      // While the intake holds the content: from here on the checkpoint refers to it.
      return checkpoints.ofContent(label.manifest(), named(request, label), by);
    } catch (ArchiveRefused e) {
      throw new Invalid("archive", e.getMessage(), "a checkpoint as it was exported, unchanged");
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The archive could not be taken into the content store: " + e.getMessage(), e);
    }
  }

  private void requireFree(NewCheckpoint request) {
    if (request.name() != null) {
      checkpoints.requireFree(request.site(), request.group(), request.name());
    }
  }

  /** What is not said is as it was where it comes from. */
  private static NewCheckpoint named(NewCheckpoint request, ArchiveLabel label) {
    return new NewCheckpoint(
        request.site(),
        request.group(),
        request.name() == null ? label.name() : request.name(),
        request.note() == null ? label.note() : request.note(),
        request.pinned());
  }
}
