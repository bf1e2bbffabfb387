package org.yizhan;

import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.yizhan.deduplicate.Deduplicator;
import org.yizhan.ingest.SourceRegistry;
import org.yizhan.normalize.Normalizer;
import org.yizhan.normalize.PageDocument;
import org.yizhan.web.DryRun;
import org.yizhan.web.FeedPreview;
import org.yizhan.web.HtmlPreview;
import org.yizhan.web.PreviewApi;

/** What would become of a document, shown without taking it in. */
record Previewing(
        Normalizer normalizer,
        Deduplicator deduplicator,
        Vocabularies vocabularies,
        SourceRegistry sources,
        Clock clock) {

    /** The same steps for dry runs of sources. */
    DryRunSteps steps(DryRunSteps.Known known) {
        return new DryRunSteps(
                normalizer, article -> Optional.of(deduplicator.preview(article).verdict()), vocabularies, known);
    }

    List<Consumer<Router>> parts(DryRun dryRun) {
        var steps = new PreviewApi.Steps(
                normalizer, new PageDocument(sources), deduplicator::preview, vocabularies::tagger, sources);
        return List.of(
                new PreviewApi(dryRun, steps, clock)::mount,
                new FeedPreview(dryRun, clock)::mount,
                new HtmlPreview(dryRun, normalizer, clock)::mount);
    }
}
