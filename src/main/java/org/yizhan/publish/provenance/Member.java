package org.yizhan.publish.provenance;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Attribution;

/**
 * An article of a story, as far as its provenance goes.
 *
 * @param url empty where it has none
 * @param publishedAt when it was first published
 * @param matched the article that deduplication found it to repeat
 * @param withdrawn whether its source took it back
 */
public record Member(
        UUID id,
        String source,
        String title,
        String url,
        Instant publishedAt,
        Attribution attribution,
        Optional<UUID> matched,
        boolean withdrawn) {}
