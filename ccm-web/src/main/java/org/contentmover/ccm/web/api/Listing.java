package org.contentmover.ccm.web.api;

import java.util.List;

/**
 * One page of a list.
 *
 * @param page which page this is, the first is 1
 * @param size how many items a page has at most
 * @param total how many items the whole list has
 */
public record Listing<T>(List<T> items, int page, int size, long total, PageLinks links) {
  public Listing {
    items = List.copyOf(items);
  }
}
