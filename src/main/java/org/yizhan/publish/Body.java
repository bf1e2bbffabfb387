package org.yizhan.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yizhan.article.Article;
import org.yizhan.article.Envelope;
import org.yizhan.article.Hop;
import org.yizhan.article.Image;
import org.yizhan.article.Print;

/**
 * The part of a stored article that only its own page and its story's entry need, but for the plain text.
 *
 * @param schema version of the stored form
 * @param html empty where the source gave plain text
 * @param traceId of the arrival that brought this content
 */
record Body(
        int schema,
        Optional<String> kicker,
        Optional<String> subtitle,
        Optional<String> column,
        String html,
        List<Image> images,
        Optional<Print> print,
        List<String> warnings,
        String traceId,
        List<Hop> hops) {

    Body {
        images = List.copyOf(images);
        warnings = List.copyOf(warnings);
        hops = List.copyOf(hops);
    }

    static Body of(Article article, Envelope envelope) {
        return new Body(
                Documents.SCHEMA,
                article.kicker(),
                article.subtitle(),
                article.column(),
                article.html(),
                article.images(),
                article.print(),
                article.warnings(),
                envelope.traceId(),
                envelope.hops());
    }

    /** What stays when the text is no longer kept. */
    Body withoutText() {
        List<String> told = new ArrayList<>(warnings);
        told.add("the text is no longer kept");
        return new Body(schema, kicker, subtitle, column, "", List.of(), print, told, traceId, hops);
    }
}
