package org.yizhan.check;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import org.yizhan.article.Article;
import org.yizhan.article.PublicationTime;
import org.yizhan.fetch.Fetched;
import org.yizhan.ingest.poll.HostRest;
import org.yizhan.list.Link;
import org.yizhan.list.Marked;

/** A report as JSON: what the API answers, the command prints and a fixture keeps. Stateless. */
public final class ReportJson {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int EXCERPT = 300;

    private ReportJson() {}

    /** The report as {@link #of(Report, boolean)} writes it, with {@code marked} where it is wanted. */
    static ObjectNode of(Report report, Checks.Wanted wanted) {
        ObjectNode json = of(report, wanted.withDocuments());
        if (wanted.withMarks()) {
            report.list().ifPresent(document -> marked(json.putArray("marked"), report, document));
        }
        return json;
    }

    /** The source text in pieces {@code {"as","text"}}; {@code as} is nothing, item, link, title or date. */
    private static void marked(ArrayNode json, Report report, Fetched.Document document) {
        List<Link> found = report.findings().stream()
                .map(Finding::raw)
                .map(raw -> new Link(raw.url(), raw.title(), raw.published()))
                .toList();
        Marked.of(report.channel(), document, found)
                .pieces()
                .forEach(piece -> json.addObject().put("as", piece.as().word()).put("text", piece.text()));
    }

    /**
     * {@code {"channel","kind","source","parameters","usable","requests":[…],"items":[…],"warnings":[…]}}; {@code usable} is
     * null where nothing was asked, since its host rests.
     *
     * @param withDocuments whether the requests carry what came, in base64
     */
    public static ObjectNode of(Report report, boolean withDocuments) {
        ObjectNode json = JSON.createObjectNode();
        json.put("channel", report.channel().id());
        json.put("kind", Guess.word(report.channel()));
        json.put("source", report.channel().source());
        ObjectNode parameters = json.putObject("parameters");
        new TreeMap<>(report.channel().parameters()).forEach((name, value) -> {
            if (!value.isBlank() && !name.equals("password")) {
                parameters.put(name, value);
            }
        });
        if (report.isUnasked()) {
            json.putNull("usable");
        } else {
            json.put("usable", report.isUsable());
        }
        ArrayNode requests = json.putArray("requests");
        report.asked().forEach(asked -> request(requests.addObject(), asked, withDocuments));
        ArrayNode items = json.putArray("items");
        report.findings().forEach(finding -> item(items.addObject(), finding));
        report.warnings().forEach(json.putArray("warnings")::add);
        return json;
    }

    /** A host that was not asked, and why. */
    static void rest(ObjectNode json, HostRest rest) {
        json.put("host", rest.host());
        json.put("until", rest.until().toString());
        json.put("channel", rest.channel());
        json.put("status", rest.status());
    }

    private static void request(ObjectNode json, Asked asked, boolean withDocument) {
        json.put("url", asked.request().url());
        asked.request().form().ifPresent(form -> json.put("form", form));
        json.put("outcome", asked.outcome());
        json.put("detail", asked.detail());
        json.put("ms", asked.answer().took().toMillis());
        asked.document().ifPresent(document -> document(json, document, withDocument));
    }

    private static void document(ObjectNode json, Fetched.Document document, boolean withBody) {
        json.put("foundAt", document.url());
        json.put("contentType", document.contentType());
        json.put("bytes", document.body().length);
        if (withBody) {
            json.put("body", Base64.getEncoder().encodeToString(document.body()));
        }
    }

    private static void item(ObjectNode json, Finding finding) {
        json.put("outcome", finding.outcome().word());
        json.put("reason", finding.reason());
        json.put("key", finding.raw().key());
        json.put("url", finding.raw().url());
        json.put("title", finding.raw().title());
        ObjectNode published = json.putObject("published");
        published.put("raw", finding.raw().published());
        finding.published().at().ifPresent(at -> time(published, at));
        published.put("note", finding.published().note());
        finding.article().ifPresent(article -> article(json.putObject("article"), article));
        ArrayNode tags = json.putArray("tags");
        finding.tags()
                .forEach(tag -> tags.addObject()
                        .put("scheme", tag.scheme().name().toLowerCase(java.util.Locale.ROOT))
                        .put("id", tag.id())
                        .put("label", tag.label()));
    }

    /** In the zone of the source and in UTC, so that a wrong zone shows. */
    private static void time(ObjectNode json, Instant at) {
        Instant seconds = at.truncatedTo(ChronoUnit.SECONDS);
        json.put(
                "at",
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        seconds.atZone(PublicationTime.ZONE).toOffsetDateTime()));
        json.put("utc", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(seconds.atOffset(ZoneOffset.UTC)));
    }

    private static void article(ObjectNode json, Article article) {
        json.put("title", article.title());
        json.put("url", article.url());
        time(json.putObject("publishedAt"), article.publishedAt());
        ObjectNode attribution = json.putObject("attribution");
        attribution.put("kind", article.attribution().kind().name().toLowerCase(java.util.Locale.ROOT));
        article.attribution().name().ifPresent(name -> attribution.put("name", name));
        article.attribution().sourceId().ifPresent(id -> attribution.put("sourceId", id));
        article.attribution().originalUrl().ifPresent(url -> attribution.put("originalUrl", url));
        article.attribution().authors().forEach(attribution.putArray("authors")::add);
        article.attribution().editors().forEach(attribution.putArray("editors")::add);
        article.column().ifPresent(column -> json.put("column", column));
        json.put("characters", article.text().length());
        json.put("paragraphs", article.paragraphs().size());
        json.put("images", article.images().size());
        json.put(
                "begins",
                article.text().substring(0, Math.min(EXCERPT, article.text().length())));
        article.warnings().forEach(json.putArray("warnings")::add);
    }
}
