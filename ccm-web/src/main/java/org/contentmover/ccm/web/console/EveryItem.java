package org.contentmover.ccm.web.console;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.contentmover.ccm.paging.Page;
import org.contentmover.ccm.paging.PageRequest;

/** All items of a list a service gives in pages. Pure. */
final class EveryItem {
  private EveryItem() {}

  static <T> List<T> of(Function<PageRequest, Page<T>> list) {
    List<T> items = new ArrayList<>();
    Page<T> page;
    do {
      page = list.apply(new PageRequest(items.size(), PageRequest.MAX_LIMIT));
      items.addAll(page.items());
    } while (items.size() < page.total() && !page.items().isEmpty());
    return items;
  }
}
