package org.contentmover.ccm.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import org.contentmover.ccm.topology.SegmentKeys;
import org.contentmover.ccm.topology.view.KeyPolicy;
import org.contentmover.ccm.topology.view.SegmentKeySettings;
import org.contentmover.ccm.topology.view.SegmentKeysView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;

/** The keys of one segment: who has which, settings, rotation. */
@Named
@RequestScoped
public class SegmentKeysPage {
  @Inject SegmentKeys keys;
  @Inject Caller caller;

  private String segment;
  private SegmentKeysView view;
  private Long revision;
  private boolean keyed;
  private boolean encrypts;
  private int rotateEveryDays;
  private long patienceSeconds;

  public void read() {
    view = keys.view(segment);
    if (revision == null) {
      revision = view.revision();
      keyed = view.policy() == KeyPolicy.KEYED;
      encrypts = view.encrypts();
      rotateEveryDays = view.rotateEveryDays();
      patienceSeconds = view.patience().toSeconds();
    }
  }

  @PageAction(Permission.ADMINISTER)
  public String save() {
    SegmentKeySettings wanted =
        new SegmentKeySettings(
            keyed ? KeyPolicy.KEYED : KeyPolicy.OPEN,
            encrypts,
            rotateEveryDays,
            Duration.ofSeconds(patienceSeconds));
    keys.change(segment, wanted, revision, caller.person());
    Messages.done("The settings are saved.");
    return again();
  }

  @PageAction(Permission.ADMINISTER)
  public String rotate() {
    keys.rotate(segment, caller.person());
    Messages.done("The rotation has begun; it goes on by itself.");
    return again();
  }

  private String again() {
    return "segment-keys?faces-redirect=true&segment=" + segment;
  }

  public SegmentKeysView getView() {
    return view;
  }

  public String getSegment() {
    return segment;
  }

  public void setSegment(String segment) {
    this.segment = segment;
  }

  public Long getRevision() {
    return revision;
  }

  public void setRevision(Long revision) {
    this.revision = revision;
  }

  public boolean isKeyed() {
    return keyed;
  }

  public void setKeyed(boolean keyed) {
    this.keyed = keyed;
  }

  public boolean isEncrypts() {
    return encrypts;
  }

  public void setEncrypts(boolean encrypts) {
    this.encrypts = encrypts;
  }

  public int getRotateEveryDays() {
    return rotateEveryDays;
  }

  public void setRotateEveryDays(int rotateEveryDays) {
    this.rotateEveryDays = rotateEveryDays;
  }

  public long getPatienceSeconds() {
    return patienceSeconds;
  }

  public void setPatienceSeconds(long patienceSeconds) {
    this.patienceSeconds = patienceSeconds;
  }
}
