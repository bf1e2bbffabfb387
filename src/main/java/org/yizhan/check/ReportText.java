package org.yizhan.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A report's JSON as lines for people. Stateless. */
public final class ReportText {

    private ReportText() {}

    /** The lines for one report. */
    public static List<String> lines(JsonNode report) {
        var lines = new ArrayList<String>();
        lines.add(report.path("channel").asText() + "  " + report.path("kind").asText() + "  source "
                + report.path("source").asText());
        report.path("requests").forEach(request -> lines.add("  asked   " + request(request)));
        report.path("items").forEach(item -> item(item, lines));
        report.path("warnings").forEach(warning -> lines.add("  look    " + warning.asText()));
        lines.add(verdict(report));
        return lines;
    }

    private static String verdict(JsonNode report) {
        if (report.path("usable").isNull()) {
            return "  not asked";
        }
        if (!report.path("usable").asBoolean()) {
            return "  NOT usable as it stands";
        }
        return report.path("requests").isEmpty() ? "  usable; a channel of this kind is not asked" : "  usable";
    }

    private static String request(JsonNode request) {
        String what = request.path("url").asText() + "  "
                + request.path("outcome").asText() + "  " + request.path("ms").asLong() + " ms";
        return request.has("bytes")
                ? what + "  " + request.path("bytes").asLong() + " bytes  "
                        + request.path("contentType").asText()
                : what;
    }

    private static void item(JsonNode item, List<String> lines) {
        lines.add("  " + pad(item.path("outcome").asText()) + " "
                + item.path("title").asText());
        field(lines, "url", item.path("url").asText());
        JsonNode published = item.path("published");
        field(lines, "published", "“" + published.path("raw").asText() + "” → " + time(published));
        if (item.has("article")) {
            article(item.path("article"), lines);
        }
        var tags = new ArrayList<String>();
        item.path("tags").forEach(tag -> tags.add(tag.path("label").asText()));
        field(lines, "tags", String.join(" ", tags));
        field(lines, "why", item.path("reason").asText());
    }

    private static String time(JsonNode published) {
        return published.has("at")
                ? published.path("at").asText() + " = " + published.path("utc").asText()
                : published.path("note").asText().isEmpty()
                        ? "none"
                        : published.path("note").asText();
    }

    private static void article(JsonNode article, List<String> lines) {
        field(lines, "read title", article.path("title").asText());
        field(lines, "read time", time(article.path("publishedAt")));
        JsonNode attribution = article.path("attribution");
        field(
                lines,
                "from",
                (attribution.path("kind").asText() + " "
                                + attribution.path("name").asText())
                        .strip());
        field(lines, "authors", list(attribution.path("authors")));
        field(lines, "editors", list(attribution.path("editors")));
        field(
                lines,
                "text",
                article.path("characters").asInt() + " characters, "
                        + article.path("paragraphs").asInt() + " paragraphs, "
                        + article.path("images").asInt() + " images");
        field(lines, "begins", article.path("begins").asText().replace('\n', '¶'));
        article.path("warnings").forEach(warning -> field(lines, "look", warning.asText()));
    }

    private static String list(JsonNode names) {
        var all = new ArrayList<String>();
        names.forEach(name -> all.add(name.asText()));
        return String.join(", ", all);
    }

    private static void field(List<String> lines, String name, String value) {
        if (!value.isBlank()) {
            lines.add("              " + name + ": " + value);
        }
    }

    private static String pad(String word) {
        return String.format(java.util.Locale.ROOT, "%-11s", word);
    }
}
