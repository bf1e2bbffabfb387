package org.yizhan.publish.provenance;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.yizhan.article.Attribution;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Source;
import org.yizhan.article.Sources;

/**
 * Somebody else whom an article names as where it is from.
 *
 * @param name as printed
 * @param sourceId the source that the name stands for, where it is a known one
 */
public record Outlet(String name, Optional<String> sourceId) {

    private static final Set<AttributionKind> CREDITS =
            EnumSet.of(AttributionKind.REPOST, AttributionKind.SOURCE, AttributionKind.AGENCY);

    /**
     * Whom an article of {@code source} credits: 转自, 来源 and an agency's dateline; hearsay (据X消息) is no credit. A
     * name that was unknown when the article was read may be known by now.
     */
    public static Optional<Outlet> credited(Attribution attribution, String source, Sources sources) {
        return CREDITS.contains(attribution.kind()) ? named(attribution, source, sources) : Optional.empty();
    }

    /** Whom it names in whatever way; a source that names itself names nobody. */
    static Optional<Outlet> named(Attribution attribution, String source, Sources sources) {
        if (attribution.name().isEmpty() && attribution.sourceId().isEmpty()) {
            return Optional.empty();
        }
        boolean isOutlet = CREDITS.contains(attribution.kind()) || attribution.kind() == AttributionKind.HEARSAY;
        Optional<String> id = isOutlet
                ? attribution
                        .sourceId()
                        .or(() -> attribution.name().flatMap(sources::resolve).map(Source::id))
                : Optional.empty();
        String name = attribution.name().or(() -> id).orElseThrow();
        return !isOutlet || id.filter(source::equals).isPresent() || name.equals(source)
                ? Optional.empty()
                : Optional.of(new Outlet(name, id));
    }
}
