package org.yizhan.ingest;

import java.util.Set;

/** What a pushed article may say of itself. */
public final class PushFields {

    /** The names that the push API knows. */
    public static final Set<String> ALL = Set.of(
            "source",
            "id",
            "url",
            "title",
            "text",
            "html",
            "publishedAt",
            "authors",
            "editors",
            "column",
            "attribution",
            "images");

    private PushFields() {}
}
