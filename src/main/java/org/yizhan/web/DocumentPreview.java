package org.yizhan.web;

import io.vertx.ext.web.Router;

/**
 * The dry run of documents that are polled: {@code POST /api/v1/preview/feed?url=}. The bytes are read as they came, by
 * the charset rules of a fetched document; {@code url} is only the base address of what is relative in them.
 */
public final class DocumentPreview {

    private final DryRun dryRun;

    public DocumentPreview(DryRun dryRun) {
        this.dryRun = dryRun;
    }

    /** Adds the routes. */
    public void mount(Router router) {}
}
