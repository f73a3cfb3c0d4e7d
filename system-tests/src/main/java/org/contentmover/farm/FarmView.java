package org.contentmover.farm;

import java.util.List;
import java.util.Optional;

/**
 * The farm as it is now.
 *
 * @param ccm up, down, or silent when its process runs and does not answer
 * @param lastRun the latest run as far as the CCM tells
 * @param servers what the CCM tells of them; what they say themselves when it does not
 */
record FarmView(String ccm, Optional<Publishing.RunStatus> lastRun, List<ServerStatus> servers) {
  static FarmView of(Farm farm) {
    if (farm.pid(Farm.CCM) == 0) {
      return new FarmView("down", Optional.empty(), farm.serversWithoutCcm());
    }
    try {
      return new FarmView("up", farm.publishing().lastRun(), farm.servers());
    } catch (CcmClient.NoAnswer e) {
      return new FarmView("silent", Optional.empty(), farm.serversWithoutCcm());
    }
  }

  boolean isToldByTheCcm() {
    return ccm.equals("up");
  }
}
