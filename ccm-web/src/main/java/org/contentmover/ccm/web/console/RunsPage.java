package org.contentmover.ccm.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.run.Runs;
import org.contentmover.ccm.run.view.RunFilter;
import org.contentmover.ccm.run.view.RunSummary;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;

/** All runs, newest first, read page by page. */
@Named
@ViewScoped
public class RunsPage implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject private Runs runs;

  private final LazyDataModel<RunSummary> model =
      new LazyDataModel<>() {
        private static final long serialVersionUID = 1L;

        @Override
        public int count(Map<String, FilterMeta> filterBy) {
          return (int) runs.list(RunFilter.ANY, PageRequest.first(1)).total();
        }

        @Override
        public List<RunSummary> load(
            int first, int size, Map<String, SortMeta> sortBy, Map<String, FilterMeta> filterBy) {
          return runs.list(RunFilter.ANY, new PageRequest(first, size)).items();
        }
      };

  public LazyDataModel<RunSummary> getModel() {
    return model;
  }
}
