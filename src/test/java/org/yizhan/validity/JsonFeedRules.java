package org.yizhan.validity;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules of JSON Feed 1.1: what must be there, of which type, and that nothing of version 1.0 or unknown is. Stricter
 * than it where feeds of ours always say more: dates, languages, names of authors. Stateless but for the items of one
 * document.
 */
final class JsonFeedRules {

    private static final Set<String> FEED = Set.of(
            "version",
            "title",
            "home_page_url",
            "feed_url",
            "description",
            "user_comment",
            "next_url",
            "icon",
            "favicon",
            "authors",
            "language",
            "expired",
            "hubs",
            "items");
    private static final Set<String> ITEM = Set.of(
            "id",
            "url",
            "external_url",
            "title",
            "content_html",
            "content_text",
            "summary",
            "image",
            "banner_image",
            "date_published",
            "date_modified",
            "authors",
            "tags",
            "language",
            "attachments");
    private static final Set<String> HUB = Set.of("type", "url");
    private static final Set<String> AUTHOR = Set.of("name", "url", "avatar");
    private static final Set<String> ATTACHMENT =
            Set.of("url", "mime_type", "title", "size_in_bytes", "duration_in_seconds");

    private final Findings findings;
    private final Set<String> ids = new HashSet<>();
    private OffsetDateTime newest = OffsetDateTime.MAX;

    JsonFeedRules(Findings findings) {
        this.findings = findings;
    }

    void check(JsonNode feed, String address) {
        findings.check(feed.isObject(), "document", "is no object");
        findings.check(
                feed.path("version").asText().equals("https://jsonfeed.org/version/1.1"),
                "feed",
                "version " + feed.path("version"));
        known(feed, FEED, "feed");
        text(feed, "title", "feed");
        web(feed, "home_page_url", "feed");
        web(feed, "feed_url", "feed");
        web(feed, "next_url", "feed");
        web(feed, "icon", "feed");
        web(feed, "favicon", "feed");
        strings(feed, List.of("description", "user_comment", "language"), "feed");
        findings.check(
                !feed.has("expired") || feed.path("expired").isBoolean(), "feed", "expired " + feed.path("expired"));
        objects(feed, "authors", "feed").forEach(author -> author(author, "feed"));
        boolean later = feed.at("/_yizhan/archive").asBoolean()
                || feed.at("/_yizhan/page").asBoolean();
        String self = feed.path("feed_url").asText();
        findings.check(later != self.equals(address), "feed", "feed_url is " + self + " at " + address);
        findings.check(
                !feed.has("next_url")
                        || !List.of(self, address)
                                .contains(feed.path("next_url").asText()),
                "feed",
                "next_url leads back");
        findings.check(Values.isLanguage(feed.path("language").asText()), "feed", "language " + feed.path("language"));
        for (JsonNode hub : objects(feed, "hubs", "feed")) {
            known(hub, HUB, "hub");
            text(hub, "type", "hub");
            findings.check(isWeb(hub.path("url")), "hub", "url " + hub.path("url"));
        }
        findings.check(feed.path("items").isArray(), "feed", "items is no array");
        objects(feed, "items", "feed").forEach(this::item);
    }

    private void item(JsonNode item) {
        String where = "item " + item.path("id");
        known(item, ITEM, where);
        text(item, "id", where);
        findings.check(ids.add(item.path("id").asText()), where, "id twice");
        findings.check(item.has("content_html") || item.has("content_text"), where, "no content");
        strings(item, List.of("title", "content_html", "content_text", "summary", "language"), where);
        findings.check(
                !item.has("language") || Values.isLanguage(item.path("language").asText()),
                where,
                "language " + item.path("language"));
        HtmlRules.check(item.path("content_html").asText(), where, findings);
        for (String name : List.of("url", "external_url", "image", "banner_image")) {
            web(item, name, where);
        }
        for (String name : List.of("date_published", "date_modified")) {
            findings.check(
                    item.path(name).isTextual()
                            && Values.isRfc3339(item.path(name).asText()),
                    where,
                    name + " " + item.path(name));
        }
        order(item.path("date_published").asText(), where);
        objects(item, "authors", where).forEach(author -> author(author, where));
        Set<String> tags = new HashSet<>();
        findings.check(!item.has("tags") || item.path("tags").isArray(), where, "tags is no array");
        for (JsonNode tag : item.path("tags")) {
            findings.check(tag.isTextual() && !tag.asText().isBlank(), where, "tag " + tag);
            findings.check(tags.add(tag.asText()), where, "tag twice: " + tag);
        }
        objects(item, "attachments", where).forEach(attachment -> attachment(attachment, where));
    }

    private void order(String published, String where) {
        if (Values.isRfc3339(published)) {
            OffsetDateTime date = OffsetDateTime.parse(published);
            findings.check(!date.isAfter(newest), where, "newer than the one before it");
            newest = date;
        }
    }

    private void author(JsonNode author, String where) {
        known(author, AUTHOR, where + " author");
        text(author, "name", where + " author");
        web(author, "url", where + " author");
        web(author, "avatar", where + " author");
    }

    private void attachment(JsonNode attachment, String where) {
        known(attachment, ATTACHMENT, where + " attachment");
        findings.check(isWeb(attachment.path("url")), where, "attachment " + attachment.path("url"));
        strings(attachment, List.of("title"), where + " attachment");
        for (String name : List.of("size_in_bytes", "duration_in_seconds")) {
            JsonNode number = attachment.path(name);
            findings.check(
                    !attachment.has(name) || number.isNumber() && number.asDouble() >= 0, where, name + " " + number);
        }
        findings.check(
                Values.isMime(attachment.path("mime_type").asText()),
                where,
                "mime_type " + attachment.path("mime_type"));
    }

    private void text(JsonNode object, String name, String where) {
        findings.check(
                object.path(name).isTextual() && !object.path(name).asText().isBlank(), where, "no " + name);
    }

    private void web(JsonNode object, String name, String where) {
        findings.check(!object.has(name) || isWeb(object.path(name)), where, name + " " + object.path(name));
    }

    private static boolean isWeb(JsonNode address) {
        return address.isTextual() && Values.isWeb(address.asText());
    }

    /** What is there of these is a string. */
    private void strings(JsonNode object, List<String> names, String where) {
        names.forEach(name ->
                findings.check(!object.has(name) || object.path(name).isTextual(), where, name + " is no string"));
    }

    /** The objects of an array that may be missing. */
    private List<JsonNode> objects(JsonNode parent, String name, String where) {
        JsonNode array = parent.path(name);
        List<JsonNode> objects = new ArrayList<>();
        array.forEach(objects::add);
        findings.check(
                array.isMissingNode() || array.isArray() && objects.stream().allMatch(JsonNode::isObject),
                where,
                name + " is no array of objects");
        return objects;
    }

    /** Extensions begin with an underscore and have no dot in their names. */
    private void known(JsonNode object, Set<String> names, String where) {
        object.fieldNames()
                .forEachRemaining(name -> findings.check(
                        names.contains(name) || name.matches("_[A-Za-z0-9_]+"), where, "unknown field " + name));
    }
}
