package org.yizhan.web;

import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import org.yizhan.article.Article;
import org.yizhan.article.Identity;
import org.yizhan.article.Received;
import org.yizhan.article.WebAddress;
import org.yizhan.ingest.Refused;
import org.yizhan.normalize.Normalizer;

/**
 * The dry run for web pages: {@code POST /api/v1/preview/html?url=} shows the article that would be made of the page in
 * the body. The address is only its base; nothing is fetched and nothing stored.
 */
public final class HtmlPreview {

    private static final String NOWHERE = "preview";

    private final DryRun dryRun;
    private final Normalizer normalizer;
    private final Clock clock;

    public HtmlPreview(DryRun dryRun, Normalizer normalizer, Clock clock) {
        this.dryRun = dryRun;
        this.normalizer = normalizer;
        this.clock = clock;
    }

    /** Adds the route. */
    public void mount(Router router) {
        dryRun.route(router, "/api/v1/preview/html", this::page);
    }

    private StoryJson.Part page(DryRun.Asked asked) throws Refused {
        String url = asked.parameter("url");
        if (!url.isEmpty() && !WebAddress.isWeb(url)) {
            throw new Refused(400, "url is no absolute http or https address: leave it out or mend it");
        }
        Article article = normalizer
                .normalize(received(asked.body(), asked.contentType(), url))
                .getFirst();
        return json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("article");
            ArticleJson.fields(json, article);
            json.writeEndObject();
            StoryJson.strings(json, "warnings", article.warnings());
            json.writeEndObject();
        };
    }

    private Received received(byte[] body, String contentType, String url) {
        return new Received(
                Identity.article(NOWHERE, url),
                NOWHERE,
                url.isEmpty() ? NOWHERE : url,
                Received.Form.HTML,
                contentType,
                Received.Encoding.BASE64,
                Base64.getEncoder().encodeToString(body),
                NOWHERE,
                url.isEmpty() ? Map.of() : Map.of(Received.Hint.URL, url),
                clock.instant());
    }
}
