package org.yizhan.web;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import org.yizhan.article.Article;
import org.yizhan.article.Notice;
import org.yizhan.article.Print;
import org.yizhan.http.Times;

/** An article's own fields as the read API spells them. */
final class ArticleJson {

    private ArticleJson() {}

    /** Everything the source published, without the braces. */
    static void fields(JsonGenerator json, Article article) throws IOException {
        names(json, article);
        StoryJson.string(json, "title", article.title());
        StoryJson.string(json, "kicker", article.kicker());
        StoryJson.string(json, "subtitle", article.subtitle());
        StoryJson.string(json, "column", article.column());
        json.writeStringField("publishedAt", Times.rfc3339(article.publishedAt()));
        json.writeStringField("receivedAt", Times.rfc3339(article.receivedAt()));
        StoryJson.attribution(json, article.attribution());
        StoryJson.images(json, article.images());
        print(json, article.print());
        StoryJson.string(json, "text", article.text());
        StoryJson.strings(json, "paragraphs", article.paragraphs());
        StoryJson.string(json, "html", EntryContent.safe(article.html()));
        StoryJson.string(json, "contentHash", article.contentHash());
        StoryJson.strings(json, "warnings", article.warnings());
        notice(json, article.notice());
    }

    /** What it says of another article of its source; left out where it says nothing. */
    private static void notice(JsonGenerator json, Optional<Notice> said) throws IOException {
        if (said.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("notice");
        json.writeStringField("kind", StoryJson.word(said.get().kind()));
        StoryJson.string(json, "title", said.get().title());
        StoryJson.string(json, "url", said.get().url());
        json.writeEndObject();
    }

    /** What may still be said of an article that its source took back. */
    static void names(JsonGenerator json, Article article) throws IOException {
        json.writeStringField("id", article.key().toString());
        StoryJson.string(json, "source", article.source());
        StoryJson.string(json, "externalId", article.externalId());
        StoryJson.string(json, "url", article.url());
    }

    private static void print(JsonGenerator json, Optional<Print> printed) throws IOException {
        if (printed.isEmpty()) {
            json.writeNullField("print");
            return;
        }
        Print print = printed.get();
        json.writeObjectFieldStart("print");
        StoryJson.string(json, "paper", print.paper());
        json.writeStringField("date", print.date().toString());
        json.writeNumberField("page", print.page());
        page(json, "continuedFrom", print.continuedFrom());
        page(json, "continuedOn", print.continuedOn());
        json.writeEndObject();
    }

    static void page(JsonGenerator json, String field, Optional<Integer> page) throws IOException {
        if (page.isPresent()) {
            json.writeNumberField(field, page.get());
        } else {
            json.writeNullField(field);
        }
    }
}
