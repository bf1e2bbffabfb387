package org.yizhan.web;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.yizhan.article.Article;
import org.yizhan.article.Identity;
import org.yizhan.article.Received;
import org.yizhan.article.Unreadable;
import org.yizhan.article.WebAddress;
import org.yizhan.normalize.Normalizer;

/**
 * The dry run for web pages: {@code POST /api/v1/preview/html?url=} shows the article that would be made of the page in
 * the body. The address is only its base; nothing is fetched and nothing stored.
 */
public final class HtmlPreview {

    private static final String NOWHERE = "preview";

    private final Vertx vertx;
    private final PushApi push;
    private final int bodyLimit;
    private final Normalizer normalizer;
    private final Clock clock;

    /**
     * @param push checks the keys
     * @param bodyLimit largest body taken, in bytes
     */
    public HtmlPreview(Vertx vertx, PushApi push, int bodyLimit, Normalizer normalizer, Clock clock) {
        this.vertx = vertx;
        this.push = push;
        this.bodyLimit = bodyLimit;
        this.normalizer = normalizer;
        this.clock = clock;
    }

    /** Adds the route. */
    public void mount(Router router) {
        router.post("/api/v1/preview/html")
                .handler(push::authenticate)
                .handler(new RequestBody(bodyLimit))
                .handler(this::answer);
    }

    private void answer(RoutingContext context) {
        String url = Objects.requireNonNullElse(context.request().getParam("url"), "")
                .strip();
        if (!url.isEmpty() && !WebAddress.isWeb(url)) {
            Problem.send(
                    context,
                    400,
                    PushApi.title(400),
                    "url is no absolute http or https address: leave it out or mend it");
            return;
        }
        byte[] body = RequestBody.of(context);
        String contentType = PushApi.contentType(context);
        vertx.executeBlocking(
                        () -> json(normalizer
                                .normalize(received(body, contentType, url))
                                .getFirst()),
                        false)
                .onSuccess(json -> context.response()
                        .putHeader("Content-Type", "application/json")
                        .putHeader("Cache-Control", "no-store")
                        .end(Buffer.buffer(json)))
                .onFailure(failure -> failed(context, failure));
    }

    private static void failed(RoutingContext context, Throwable failure) {
        if (failure instanceof Unreadable unreadable) {
            Problem.send(context, 422, PushApi.title(422), unreadable.error() + ": " + unreadable.getMessage());
        } else {
            Unavailable.send(context, failure);
        }
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

    private static byte[] json(Article article) {
        return StoryJson.bytes(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("article");
            ArticleJson.fields(json, article);
            json.writeEndObject();
            StoryJson.strings(json, "warnings", article.warnings());
            json.writeEndObject();
        });
    }
}
