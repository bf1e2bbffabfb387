package org.yizhan.web;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.yizhan.article.Article;
import org.yizhan.article.Identity;
import org.yizhan.article.PageType;
import org.yizhan.article.Received;
import org.yizhan.article.Source;
import org.yizhan.article.Sources;
import org.yizhan.article.Tag;
import org.yizhan.deduplicate.Explanation;
import org.yizhan.ingest.Intake;
import org.yizhan.ingest.PushFields;
import org.yizhan.ingest.Refused;
import org.yizhan.json.Malformed;
import org.yizhan.normalize.NewspaperPage;
import org.yizhan.normalize.Normalizer;
import org.yizhan.normalize.PageDocument;
import org.yizhan.normalize.Piece;
import org.yizhan.tag.Tagger;

/** The dry run of what is pushed: {@code POST /api/v1/preview/article} and {@code …/preview/page}. */
public final class PreviewApi {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String PUBLISHER_REGION = "publisherRegion";
    private static final String NOWHERE = "preview";

    private final DryRun dryRun;
    private final Normalizer normalizer;
    private final PageDocument pages;
    private final Function<Article, Explanation> deduplicate;
    private final Supplier<Tagger> tagger;
    private final Sources sources;
    private final Clock clock;

    /** The parts of the pipeline that are asked, none of which may store anything. */
    public record Steps(
            Normalizer normalizer,
            PageDocument pages,
            Function<Article, Explanation> deduplicate,
            Supplier<Tagger> tagger,
            Sources sources) {}

    public PreviewApi(DryRun dryRun, Steps steps, Clock clock) {
        this.dryRun = dryRun;
        this.normalizer = steps.normalizer;
        this.pages = steps.pages;
        this.deduplicate = steps.deduplicate;
        this.tagger = steps.tagger;
        this.sources = steps.sources;
        this.clock = clock;
    }

    /** Adds the routes. */
    public void mount(Router router) {
        dryRun.route(
                router, "/api/v1/preview/article", asked -> article(Intake.text(asked.body(), asked.contentType())));
        dryRun.route(router, "/api/v1/preview/page", this::page);
    }

    private StoryJson.Part article(String text) throws Refused {
        JsonNode request = object(text);
        var warnings = new ArrayList<String>();
        request.fieldNames().forEachRemaining(field -> {
            if (!PushFields.ALL.contains(field) && !field.equals(PUBLISHER_REGION)) {
                warnings.add("the field " + field + " is not known and was passed over");
            }
        });
        Intake.fault(request, clock.instant()).ifPresent(fault -> warnings.add("a push would be rejected: " + fault));
        Article article = normalizer.normalize(received(request, text)).getFirst();
        Explanation found = deduplicate.apply(article);
        List<Tag> tags = tagger.get().tag(article, region(request, article));
        warnings.addAll(article.warnings());
        return json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("article");
            ArticleJson.fields(json, article);
            json.writeEndObject();
            VerdictJson.write(json, found.verdict(), found.verdict().storyId(), found.candidates());
            StoryJson.evidentTags(json, tags);
            StoryJson.strings(json, "warnings", warnings);
            json.writeEndObject();
        };
    }

    private static JsonNode object(String text) throws Refused {
        try {
            JsonNode request = JSON.readTree(text);
            if (request != null && request.isObject()) {
                if (!isWritten(request, "title") || !(isWritten(request, "text") || isWritten(request, "html"))) {
                    throw new Refused(422, "title, or text and html, are missing or blank; an article needs both");
                }
                return request;
            }
        } catch (JsonProcessingException e) {
            throw new Refused(400, "the body is no readable JSON: " + Malformed.why(e));
        }
        throw new Refused(400, "the body is no JSON object; send {\"title\":…,\"text\":…}");
    }

    private static boolean isWritten(JsonNode request, String field) {
        return request.path(field).isTextual()
                && !request.path(field).textValue().isBlank();
    }

    private Received received(JsonNode request, String text) {
        String source = Identity.nfc(request.path("source").asText(NOWHERE));
        String id = Intake.externalId(request).orElse(NOWHERE);
        return new Received(
                Identity.article(source, id),
                source,
                id,
                Received.Form.PUSH,
                "application/json",
                Received.Encoding.TEXT,
                text,
                NOWHERE,
                Map.of(),
                clock.instant());
    }

    private Optional<String> region(JsonNode request, Article article) {
        return Optional.of(request.path(PUBLISHER_REGION).asText(""))
                .filter(code -> !code.isEmpty())
                .or(() -> sources.find(article.source()).map(Source::region).filter(code -> !code.isEmpty()));
    }

    private StoryJson.Part page(DryRun.Asked asked) throws Refused {
        PageType type = Intake.pageType(asked.body(), asked.contentType());
        if (type == PageType.TEXT) {
            Intake.pageText(asked.body(), asked.contentType());
        }
        List<NewspaperPage.Reading> readings =
                pages.read(asked.body(), type, asked.contentType(), asked.parameter("url"));
        List<Piece> pieces =
                readings.stream().flatMap(page -> page.pieces().stream()).toList();
        List<String> warnings =
                readings.stream().flatMap(page -> page.warnings().stream()).toList();
        return json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("articles");
            for (Piece piece : pieces) {
                piece(json, piece);
            }
            json.writeEndArray();
            StoryJson.strings(json, "warnings", warnings);
            json.writeEndObject();
        };
    }

    private static void piece(JsonGenerator json, Piece piece) throws IOException {
        json.writeStartObject();
        StoryJson.string(json, "title", piece.title());
        StoryJson.string(json, "kicker", piece.kicker());
        StoryJson.string(json, "subtitle", piece.subtitle());
        StoryJson.string(json, "column", piece.column());
        StoryJson.string(json, "byline", piece.byline());
        StoryJson.attribution(json, piece.attribution());
        ArticleJson.page(json, "continuedFrom", piece.continuedFrom());
        ArticleJson.page(json, "continuedOn", piece.continuedOn());
        StoryJson.strings(json, "captions", piece.captions());
        StoryJson.strings(json, "paragraphs", piece.paragraphs());
        json.writeEndObject();
    }
}
