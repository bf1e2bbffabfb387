package org.yizhan.ops.alert;

import java.util.Optional;
import java.util.UUID;

/** A way by which people or programs are told. Safe for concurrent use. */
public interface Output {

    /** As the table, metrics and the log call it. */
    String name();

    /** Sends once, within seconds, and never throws; the answer says what went wrong, empty where it arrived. */
    Optional<String> send(Parcel parcel);

    /**
     * What is sent.
     *
     * @param id of the message: the same at every attempt
     * @param body a JSON object, as {@link Notice#json} makes it
     */
    record Parcel(UUID id, String body) {}
}
