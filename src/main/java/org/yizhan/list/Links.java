package org.yizhan.list;

import java.util.List;
import java.util.Optional;

/**
 * What a list page holds.
 *
 * @param links in the list's order, each address once
 * @param next the address of the next page, where there is one
 * @param warnings what an operator should look at: no match, empty fields, the same link twice
 */
public record Links(List<Link> links, Optional<String> next, List<String> warnings) {
    public Links {
        links = List.copyOf(links);
        warnings = List.copyOf(warnings);
    }
}
