package org.yizhan.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Identity;
import org.yizhan.article.Message;
import org.yizhan.article.PageType;
import org.yizhan.article.Received;
import org.yizhan.article.Received.Encoding;
import org.yizhan.article.Received.Form;
import org.yizhan.article.WebAddress;
import org.yizhan.article.Withdrawal;

/**
 * What comes in from outside, checked as little as must be and made into messages; the caller sends these on and answers
 * only once they are acknowledged. Safe for concurrent use.
 */
public final class Intake {

    private final SourceRegistry sources;
    private final Clock clock;
    private final PageIntake pages;

    public Intake(SourceRegistry sources, Clock clock) {
        this.sources = sources;
        this.clock = clock;
        this.pages = new PageIntake(sources, clock);
    }

    /** An item that will be sent on; {@code id} as it was pushed. */
    public record Accepted(String id, UUID articleId) {}

    /** An item that was not taken; {@code id} as it was pushed, empty where none could be read. */
    public record Rejected(String id, String error) {}

    /** What became of a request. */
    public record Taken(List<Accepted> accepted, List<Rejected> rejected, List<Message> messages) {}

    /**
     * Takes a push request.
     *
     * @param contentType the request's media type; names a charset other than UTF-8, or NDJSON
     * @throws Refused where nothing of it can be taken
     */
    public Taken push(byte[] body, String contentType, Grant grant) throws Refused {
        List<PushBody.Item> items = PushBody.read(body, contentType);
        Instant now = clock.instant();
        var accepted = new ArrayList<Accepted>();
        var rejected = new ArrayList<Rejected>();
        var messages = new ArrayList<Message>();
        int foreign = 0;
        int tooLarge = 0;
        for (PushBody.Item item : items) {
            switch (item) {
                case PushBody.Item.Broken broken -> rejected.add(new Rejected("", broken.error()));
                case PushBody.Item.Read read -> {
                    String id = read.json()
                            .path("id")
                            .asText(read.json().path("url").asText(""));
                    try {
                        PushItem fields = PushItem.check(read.json(), grant.source(), now);
                        if (!grant.allows(fields.source())) {
                            foreign++;
                            throw new PushItem.Invalid(notYours(grant, fields.source()));
                        }
                        if (!Escaped.fits(read.raw())) {
                            tooLarge++;
                            throw new PushItem.Invalid(Escaped.tooLarge(read.raw()));
                        }
                        UUID articleId = Identity.article(fields.source(), fields.externalId());
                        sources.meet(fields.source());
                        // two revisions in one request keep their order
                        messages.add(
                                received(articleId, fields, read.raw(), now.plus(messages.size(), ChronoUnit.MICROS)));
                        accepted.add(new Accepted(id, articleId));
                    } catch (PushItem.Invalid e) {
                        String where = id.isEmpty() && items.size() > 1
                                ? "item " + (accepted.size() + rejected.size() + 1) + ": "
                                : "";
                        rejected.add(new Rejected(id, where + e.getMessage()));
                    }
                }
            }
        }
        if (foreign > 0 && foreign == items.size()) {
            throw new Refused(403, rejected.getFirst().error());
        }
        if (tooLarge > 0 && tooLarge == items.size()) {
            throw new Refused(413, rejected.getFirst().error());
        }
        return new Taken(accepted, rejected, messages);
    }

    /** What would keep {@code article} from being taken if it had a source and an id; empty where nothing would. */
    public static Optional<String> fault(JsonNode article, Instant now) {
        ObjectNode named = JsonNodeFactory.instance.objectNode();
        named.put("source", "any").put("id", "any");
        article.properties().forEach(field -> named.set(field.getKey(), field.getValue()));
        try {
            PushItem.check(named, Optional.empty(), now);
            return Optional.empty();
        } catch (PushItem.Invalid e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** The id that {@code article} would be taken under: its own, else its url, of which no password is kept. */
    public static Optional<String> externalId(JsonNode article) {
        String url = article.path("url").asText("").strip();
        return Optional.of(article.path("id").asText(""))
                .filter(id -> !id.isBlank())
                .or(() -> WebAddress.of(url)
                        .filter(WebAddress::hadCredentials)
                        .map(WebAddress::toString)
                        .or(() -> Optional.of(url)))
                .filter(id -> !id.isEmpty())
                .map(Identity::nfc);
    }

    private static Received received(UUID articleId, PushItem fields, String raw, Instant now) {
        return new Received(
                articleId,
                fields.source(),
                fields.externalId(),
                Form.PUSH,
                "application/json",
                Encoding.TEXT,
                raw,
                "push",
                Map.of(),
                now);
    }

    private static String notYours(Grant grant, String source) {
        return "this key pushes for '" + grant.source().orElse("") + "' only, not for '" + source + "'";
    }

    /**
     * A body's text, in UTF-8 or the charset that {@code contentType} names.
     *
     * @throws Refused where the bytes are not of that charset
     */
    public static String text(byte[] body, String contentType) throws Refused {
        return new String(PushBody.utf8(body, contentType), StandardCharsets.UTF_8);
    }

    /**
     * The form of a newspaper page.
     *
     * @throws Refused 415 where {@code contentType} names something a page can't be
     */
    public static PageType pageType(byte[] body, String contentType) throws Refused {
        return PageIntake.type(body, contentType);
    }

    /**
     * A page's text, in UTF-8 or the charset that {@code contentType} names.
     *
     * @throws Refused where it is empty, far too long, or no text at all
     */
    public static String pageText(byte[] body, String contentType) throws Refused {
        return PageIntake.text(body, contentType);
    }

    /**
     * Takes a newspaper page, or as many as a PDF has sheets.
     *
     * @param body its text, in UTF-8 or the charset that {@code contentType} names; its web page; or a PDF
     * @param paper the newspaper's source id; of a web page it may be empty, as the others: the page is asked
     * @param date {@code YYYY-MM-DD}
     * @param page the page's number, from 1; of a PDF that of its first sheet
     * @throws Refused where a parameter is wrong or no article can be read from it
     */
    public Taken page(byte[] body, String contentType, String paper, String date, String page, Grant grant)
            throws Refused {
        return pages.take(body, contentType, new PageIntake.Place(paper, date, page), grant);
    }

    /** Takes a withdrawal of the article that {@code source} calls {@code externalId}. */
    public Taken withdraw(String source, String externalId, Optional<String> reason, Grant grant) throws Refused {
        String sourceId = Identity.nfc(source);
        String id = Identity.nfc(externalId);
        if (!grant.allows(sourceId)) {
            throw new Refused(403, notYours(grant, sourceId));
        }
        UUID articleId = Identity.article(sourceId, id);
        var withdrawal =
                new Withdrawal(articleId, sourceId, id, reason.orElse("").strip(), clock.instant());
        return new Taken(List.of(new Accepted(externalId, articleId)), List.of(), List.of(withdrawal));
    }
}
