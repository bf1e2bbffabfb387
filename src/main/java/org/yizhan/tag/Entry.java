package org.yizhan.tag;

import java.util.List;
import java.util.Optional;

/**
 * One word of the dictionaries with all it can mean.
 *
 * @param printed the body that is known by its news under this name
 * @param hides whether no body is found within it
 */
record Entry(
        String word,
        Optional<PlaceName> place,
        Optional<Organization> organization,
        Optional<Department> department,
        List<TopicWord> topics,
        Optional<Organization> printed,
        boolean hides) {

    Entry {
        topics = List.copyOf(topics);
    }

    /** Whether it takes part in the longest match over names. */
    boolean isName() {
        return place.isPresent() || organization.isPresent() || department.isPresent();
    }
}
