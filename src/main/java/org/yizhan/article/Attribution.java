package org.yizhan.article;

import java.util.List;
import java.util.Optional;

/**
 * 出处: where an article says it comes from.
 *
 * @param name as printed, without brackets and quotes
 * @param sourceId the source that name stands for, where it is a known one
 * @param originalUrl an address printed with the note
 * @param authors persons of an explicit by-line
 * @param editors responsible editors (责任编辑)
 */
public record Attribution(
        AttributionKind kind,
        Optional<String> name,
        Optional<String> sourceId,
        Optional<String> originalUrl,
        List<String> authors,
        List<String> editors) {

    public static final Attribution NONE = new Attribution(
            AttributionKind.NONE, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of());

    public Attribution {
        authors = List.copyOf(authors);
        editors = List.copyOf(editors);
    }
}
