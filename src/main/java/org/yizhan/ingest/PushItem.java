package org.yizhan.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yizhan.article.Identity;
import org.yizhan.article.PublicationTime;
import org.yizhan.article.WebAddress;

/**
 * The fields of one pushed article that ingest must understand, checked. It finds the first thing to mend and says it;
 * what is right goes on as it came.
 *
 * @param source the source's id, NFC
 * @param externalId the pushed id, or the URL where none was given
 */
record PushItem(String source, String externalId) {

    private static final int LONGEST_ID = 1_000;
    private static final int LONGEST_SOURCE = 200;
    private static final int LONGEST_URL = 2_048;

    /** A dot segment (RFC 3986 §5.2.4), or what reads as a feed's format. */
    private static final Pattern NO_ADDRESS =
            Pattern.compile("\\.{1,2}|.*\\.(?:rss|atom|json)", Pattern.CASE_INSENSITIVE);

    /** What normalize reads away in a title. */
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>]{0,500}>");

    /** What keeps an item from being accepted. */
    static final class Invalid extends Exception {
        private static final long serialVersionUID = 1L;

        Invalid(String message) {
            super(message);
        }
    }

    static PushItem check(JsonNode json, Optional<String> keySource, Instant now) throws Invalid {
        if (!json.isObject()) {
            throw new Invalid("an article is a JSON object");
        }
        String source = text(json, "source", LONGEST_SOURCE)
                .or(() -> keySource)
                .orElseThrow(
                        () -> new Invalid("source is missing; name the source, or push with the source's own key"));
        if (NO_ADDRESS.matcher(source).matches()) {
            throw new Invalid("source " + source + " can't be part of an address: no name of a source is . or .., "
                    + "or ends in .rss, .atom or .json");
        }
        String url = url(json, "url").orElse("");
        String id = text(json, "id", LONGEST_ID)
                .or(() -> Optional.of(url).filter(u -> !u.isEmpty()))
                .orElseThrow(() -> new Invalid("id and url are missing; give the source's own id, or the url"));
        Optional<String> title = text(json, "title", Integer.MAX_VALUE);
        if (!Visible.isIn(TAG.matcher(title.orElse("")).replaceAll(""))) {
            throw new Invalid("title is missing or blank");
        }
        body(json);
        publishedAt(json, now);
        strings(json, "authors");
        strings(json, "editors");
        for (String field : List.of("column", "attribution")) {
            text(json, field, Integer.MAX_VALUE);
        }
        images(json);
        return new PushItem(Identity.nfc(source), Identity.nfc(id));
    }

    private static Optional<String> text(JsonNode json, String field, int longest) throws Invalid {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new Invalid(
                    field + " is a JSON " + value.getNodeType().name().toLowerCase(Locale.ROOT) + "; send a string");
        }
        String text = value.textValue();
        if (text.length() > longest) {
            throw new Invalid(field + " has " + text.length() + " characters; " + longest + " are allowed");
        }
        if (longest < Integer.MAX_VALUE && text.codePoints().anyMatch(PushItem::isNoText)) {
            throw new Invalid(field + " has control characters or halves of characters; leave them out");
        }
        return Optional.of(text).filter(t -> !t.codePoints().allMatch(Visible::isInvisible));
    }

    /**
     * Control characters, those that turn the direction of what follows, and those that UTF-8 or XML can't hold, so that
     * two ids would become one or look like one.
     */
    private static boolean isNoText(int c) {
        return Character.isISOControl(c)
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || Character.getType(c) == Character.SURROGATE
                || (c & 0xFFFE) == 0xFFFE;
    }

    private static Optional<String> url(JsonNode json, String field) throws Invalid {
        Optional<String> text = text(json, field, LONGEST_URL).map(String::strip);
        if (text.isEmpty()) {
            return text;
        }
        try {
            WebAddress address = WebAddress.parse(text.get());
            // a password is no part of an id that everybody reads
            return address.hadCredentials() ? Optional.of(address.toString()) : text;
        } catch (WebAddress.Malformed e) {
            throw new Invalid(field + " is " + e.getMessage() + ": " + text.get());
        }
    }

    private static void body(JsonNode json) throws Invalid {
        boolean hasText = text(json, "text", Integer.MAX_VALUE).isPresent();
        Optional<String> html = text(json, "html", Integer.MAX_VALUE);
        if (!hasText && html.isEmpty()) {
            throw new Invalid("text and html are missing or blank; give one of them");
        }
        if (!hasText && json.path("images").isEmpty() && !Visible.isIn(html.orElse(""))) {
            throw new Invalid("html shows neither words nor pictures; give a text, or html that shows");
        }
    }

    private static void publishedAt(JsonNode json, Instant now) throws Invalid {
        Optional<String> text = text(json, "publishedAt", 100);
        if (text.isPresent() && PublicationTime.read(text.get(), now) instanceof PublicationTime.Refused refused) {
            throw new Invalid("publishedAt: " + refused.reason());
        }
    }

    private static void strings(JsonNode json, String field) throws Invalid {
        JsonNode value = json.path(field);
        boolean fine = value.isMissingNode() || value.isNull() || value.isArray();
        for (JsonNode element : value) {
            fine &= element.isTextual();
        }
        if (!fine) {
            throw new Invalid(field + " is to be an array of strings");
        }
    }

    private static void images(JsonNode json) throws Invalid {
        JsonNode value = json.path("images");
        if (!(value.isMissingNode() || value.isNull() || value.isArray())) {
            throw new Invalid("images is to be an array of {\"url\",\"caption\"}");
        }
        for (JsonNode image : value) {
            if (!image.isObject() || url(image, "url").isEmpty()) {
                throw new Invalid("images: each is to be an object with an absolute url");
            }
        }
    }
}
