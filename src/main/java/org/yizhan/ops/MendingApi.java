package org.yizhan.ops;

import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.util.UUID;

/** Stories mended by hand over HTTP; see {@link Mender}. */
public final class MendingApi {

    private final Mender mender;
    private final MendingList list;

    public MendingApi(Mender mender, MendingList list) {
        this.mender = mender;
        this.list = list;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, "/api/v1/ops/mendings", list::list).takes("story", "article", "before", "limit");
        paths.work(HttpMethod.POST, "/api/v1/ops/mendings/:id/undo", this::undo).takes("reason");
        paths.work(HttpMethod.POST, "/api/v1/ops/stories/merge", this::merge);
        paths.work(HttpMethod.POST, "/api/v1/ops/stories/:id/split", this::split);
    }

    /** 202: {@code articles} of the story become one of their own. */
    private Answer split(Asked asked) throws SQLException {
        return ordered(mender.split(asked.id(), Order.of(asked, "articles")));
    }

    /** 202: {@code stories} become one; it keeps the id of the oldest. */
    private Answer merge(Asked asked) throws SQLException {
        return ordered(mender.merge(Order.of(asked, "stories")));
    }

    /** 202: the mending no longer counts, and what it parted or joined is decided anew. */
    private Answer undo(Asked asked) throws SQLException {
        return ordered(mender.undo(asked.id(), Order.of(asked)));
    }

    private static Answer ordered(UUID key) {
        return Answer.json(202, Answer.object().put("mending", key.toString()));
    }
}
