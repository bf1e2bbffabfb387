package org.yizhan.normalize;

import java.util.List;
import java.util.Optional;
import org.yizhan.article.Attribution;
import org.yizhan.article.Identity;
import org.yizhan.article.Image;

/** The hash that tells a revision from a repetition: over everything a reader sees, not over when it came in. */
final class ContentHash {

    private ContentHash() {}

    static String of(
            String title,
            String body,
            String url,
            String publishedAt,
            Attribution attribution,
            List<Image> images,
            Optional<String> column) {
        var content = new StringBuilder(body.length() + 256);
        field(content, title);
        field(content, body);
        field(content, url);
        field(content, publishedAt);
        field(content, attribution.kind().name());
        field(content, attribution.name().orElse(""));
        field(content, attribution.originalUrl().orElse(""));
        field(content, String.join("、", attribution.authors()));
        field(content, String.join("、", attribution.editors()));
        field(content, column.orElse(""));
        for (Image image : images) {
            field(content, image.url());
            field(content, image.caption());
        }
        return Identity.contentHash(content.toString());
    }

    /** The length in front keeps two fields from being read as others. */
    private static void field(StringBuilder content, String value) {
        content.append(value.length()).append(':').append(value);
    }
}
