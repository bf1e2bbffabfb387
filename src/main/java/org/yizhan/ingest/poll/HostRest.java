package org.yizhan.ingest.poll;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * A host that is asked nothing for a while, since it said that it is asked too often or is busy.
 *
 * @param until when it may be asked again
 * @param channel for which it was asked when it said so
 * @param status of HTTP that it said so with: 429 or 503
 */
public record HostRest(String host, Instant until, String channel, int status) {

    /** From the columns {@code rest_host} and so on; empty where nothing rests. */
    static Optional<HostRest> read(ResultSet row) throws SQLException {
        String host = row.getString("rest_host");
        return host == null
                ? Optional.empty()
                : Optional.of(new HostRest(
                        host,
                        row.getTimestamp("rest_until").toInstant(),
                        row.getString("rest_channel"),
                        row.getInt("rest_status")));
    }
}
