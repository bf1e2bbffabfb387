package org.yizhan.deliver;

import java.util.List;
import java.util.Optional;

/** The fields of a request to the hub, by name, in order; a field that is sent twice has two values. */
@FunctionalInterface
public interface HubForm {

    /** The values of a field; none where it was not sent. */
    List<String> values(String name);

    /** The first value that says something. */
    default Optional<String> value(String name) {
        return values(name).stream().filter(value -> !value.isBlank()).findFirst();
    }
}
