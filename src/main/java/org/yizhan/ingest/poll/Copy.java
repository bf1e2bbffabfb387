package org.yizhan.ingest.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.yizhan.fetch.Fetch;

/**
 * What is remembered of the document that came last.
 *
 * @param etag byte for byte as it came
 * @param lastModified byte for byte as it came
 * @param date when the server says it sent it
 * @param hash of the body; a body that is the same again is not modified; empty: nothing came yet
 * @param wholeAt when it last came whole
 * @param flaw what is wrong with it, by the words of {@link Complaint}; empty: nothing
 */
public record Copy(
        Optional<String> etag,
        Optional<String> lastModified,
        Optional<String> date,
        String hash,
        Optional<Instant> wholeAt,
        String flaw) {

    /** Nothing came yet. */
    static final Copy NONE = new Copy(Optional.empty(), Optional.empty(), Optional.empty(), "", Optional.empty(), "");

    /** How often a document without validators is asked for whole, in case its server answers 304 wrongly. */
    static final Duration WHOLE_AGAIN = Duration.ofDays(7);

    static Copy of(Map<String, String> headers, String hash, Instant now) {
        return new Copy(
                Optional.ofNullable(headers.get("etag")),
                Optional.ofNullable(headers.get("last-modified")),
                Optional.of(headers.getOrDefault("date", HttpTime.write(now))),
                hash,
                Optional.of(now),
                "");
    }

    Copy flawed(String word) {
        return new Copy(etag, lastModified, date, hash, wholeAt, word);
    }

    /**
     * The request for what is newer than this copy. Where the server gave no validator, the date of the copy stands in
     * for {@code Last-Modified} (RFC 9110 §13.1.3), except every seven days. A {@code POST} is never conditional.
     */
    Fetch fetch(String url, String accept, Optional<String> form, Instant now) {
        boolean unconditional = form.isPresent() || wholeAt.isEmpty();
        return unconditional
                ? new Fetch(url, Optional.empty(), Optional.empty(), accept, form)
                : new Fetch(url, etag, lastModified.or(() -> stand(now)), accept, form);
    }

    private Optional<String> stand(Instant now) {
        boolean due = wholeAt.map(at -> !at.plus(WHOLE_AGAIN).isAfter(now)).orElse(true);
        return etag.isPresent() || due ? Optional.empty() : date;
    }
}
