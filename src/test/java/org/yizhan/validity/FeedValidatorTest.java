package org.yizhan.validity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A good document of each format has no finding; each way in which one is broken has its own. */
class FeedValidatorTest {

    private static final String RSS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"
              xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:at="http://purl.org/atompub/tombstones/1.0"
              xmlns:fh="http://purl.org/syndication/history/1.0" xmlns:media="http://search.yahoo.com/mrss/">
            <channel><title>渡口消息</title><link>https://f.example/</link><description>一</description>
            <language>zh-CN</language><lastBuildDate>Mon, 23 Nov 2026 12:00:30 +0800</lastBuildDate>
            <atom:link rel="self" href="https://f.example/feed" type="application/rss+xml"/>
            <at:deleted-entry ref="tag:f.example,2026:0" when="2026-11-23T12:00:00+08:00"/>
            <item><title>早班船</title><link>https://f.example/2</link>
            <guid isPermaLink="false">tag:f.example,2026:2</guid><pubDate>Mon, 23 Nov 2026 12:00:00 +0800</pubDate>
            <category domain="tag:f.example,2026:s">水运</category><dc:creator>张三</dc:creator>
            <content:encoded>&lt;p&gt;&lt;a href="https://f.example/x"&gt;文&lt;/a&gt;&lt;/p&gt;</content:encoded>
            <enclosure url="https://f.example/a.pdf" length="0" type="application/pdf"/>
            <media:content url="https://f.example/a.jpg" medium="image" width="6"/></item>
            <item><title>末班船</title><link>https://f.example/1</link>
            <guid isPermaLink="false">tag:f.example,2026:1</guid><pubDate>Mon, 23 Nov 2026 11:00:00 +0800</pubDate></item>
            </channel></rss>""".replace("\n<?xml", "<?xml");

    private static final String ATOM = """
            <?xml version="1.0" encoding="UTF-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0"
              xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="zh-CN">
            <id>tag:f.example,2026:f</id><title>渡口消息</title><updated>2026-11-23T12:00:30.5+08:00</updated>
            <subtitle type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">船<a href="https://f.example/">渡</a></div></subtitle>
            <author><name>渡口</name></author><link rel="self" href="https://f.example/feed"/>
            <fh:archive/><link rel="current" href="https://f.example/now"/>
            <link rel="prev-archive" href="https://f.example/0"/>
            <entry><id>tag:f.example,2026:2</id><title>早班船</title><updated>2026-11-23T12:00:30+08:00</updated>
            <published>2026-11-23T12:00:00+08:00</published><link rel="alternate" href="https://f.example/2"/>
            <category term="s" scheme="tag:f.example,2026:s"/>
            <content type="html">&lt;p&gt;文&lt;img src="https://f.example/a.jpg"&gt;&lt;/p&gt;</content>
            <source><id>tag:f.example,2026:src</id><title>源</title><updated>2026-11-23T12:00:00Z</updated></source></entry>
            <entry><id>tag:f.example,2026:1</id><title>末班船</title><updated>2026-11-23T12:00:30+08:00</updated>
            <published>2026-11-23T11:00:00+08:00</published><link rel="alternate" href="https://f.example/1"/></entry>
            </feed>""";

    private static final String JSON = """
            {"version":"https://jsonfeed.org/version/1.1","title":"渡口消息","home_page_url":"https://f.example/",
            "feed_url":"https://f.example/feed","next_url":"https://f.example/0","language":"zh-CN",
            "hubs":[{"type":"WebSub","url":"https://f.example/hub"}],"_own":{"a":1},
            "items":[{"id":"tag:f.example,2026:2","url":"https://f.example/2","title":"早班船","content_html":"<p>文</p>",
            "date_published":"2026-11-23T12:00:00+08:00","date_modified":"2026-11-23T12:00:30+08:00",
            "authors":[{"name":"张三"}],"tags":["水运","渡口"],
            "attachments":[{"url":"https://f.example/a.pdf","mime_type":"application/pdf","title":"附件"}]},
            {"id":"tag:f.example,2026:1","content_text":"二","date_published":"2026-11-23T11:00:00+08:00",
            "date_modified":"2026-11-23T12:00:30+08:00"}]}""";

    private static Iterable<String> findings(String format, String document) {
        return FeedValidator.validate(format, "https://f.example/feed", document.getBytes(UTF_8));
    }

    private static String broken(String good, String part, String other) {
        assertThat(good).contains(part);
        return good.replaceFirst(java.util.regex.Pattern.quote(part), java.util.regex.Matcher.quoteReplacement(other));
    }

    @Test
    void goodDocumentsHaveNoFinding() {
        assertThat(findings("rss", RSS)).isEmpty();
        assertThat(findings("atom", ATOM)).isEmpty();
        assertThat(findings("json", JSON)).isEmpty();
    }

    @Test
    void aChannelWithoutItemsMayLackTheDateOfItsLastChange() {
        String undated = broken(RSS, "<lastBuildDate>Mon, 23 Nov 2026 12:00:30 +0800</lastBuildDate>", "");
        assertThat(findings("rss", undated)).containsExactly("channel: has items, and no lastBuildDate");
        assertThat(findings("rss", undated.replaceAll("(?s)<item>.*</item>", "")))
                .isEmpty();
    }

    @Test
    void bytesThatAreNoUtf8OrNoDocumentAreFound() {
        assertThat(FeedValidator.validate("atom", "https://f.example/feed", new byte[] {'<', (byte) 0xFF}))
                .containsExactly("document: is not UTF-8");
        assertThat(findings("rss", RSS + "<more/>")).first().asString().startsWith("document: can't be read");
        assertThat(findings("json", JSON + "{}")).first().asString().startsWith("document: can't be read");
        assertThat(findings("json", "{\"items\":[],\"items\":[]}"))
                .first()
                .asString()
                .startsWith("document: can't be read");
        assertThat(findings("atom", "<!DOCTYPE feed><feed/>"))
                .first()
                .asString()
                .startsWith("document: can't be read");
        assertThat(findings("rss", ATOM)).first().asString().startsWith("document: its root is");
        assertThat(findings("atom", RSS)).first().asString().startsWith("document: its root is");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            version="2.0"                       | version="0.9"              | version 0.9
            <title>渡口消息</title>               | ''                         | 0 elements title
            <title>渡口消息</title>               | <title> </title>           | title is empty
            <link>https://f.example/</link>     | <link>/</link>             | link /
            zh-CN                               | chinese!                   | language chinese!
            Mon, 23 Nov 2026 12:00:30 +0800     | 2026-11-23T12:00:30+08:00  | lastBuildDate
            Mon, 23 Nov 2026 12:00:00 +0800     | Tue, 23 Nov 2026 12:00:00 +0800 | pubDate Tue
            Mon, 23 Nov 2026 12:00:00 +0800     | Mon, 23 Nov 26 12:00:00 +0800 | pubDate Mon
            Mon, 23 Nov 2026 12:00:00 +0800     | Mon, 23 Nov 2026 09:00:00 +0800 | newer than the one before it
            href="https://f.example/feed"       | href="https://f.example/x" | self is
            rel="self"                          | rel="sölf"                 | unknown link relation
            <atom:link rel="self"               | <fh:archive/><atom:link rel="self" | without current
            <title>早班船</title>                | <title>早班船</title><title>二</title> | 2 elements title
            <title>早班船</title>                | <title>早班船</title><x/>    | unknown element x
            isPermaLink="false">tag:f.example,2026:2 | isPermaLink="false">tag:f.example,2026:1 | guid twice
            isPermaLink="false"                 | isPermaLink="true"         | guid is no permalink
            <link>https://f.example/2</link>    | <link>javascript:x</link>  | link javascript:x
            <description>一</description>       | <description><b>一</b></description> | description holds elements
            <description>一</description>       | <description>一</description><atom:subtitle type="xhtml">一</atom:subtitle> | xhtml is not one div
            domain="tag:f.example,2026:s"       | domain="水运"               | category domain
            <dc:creator>张三                     | <category domain="tag:f.example,2026:s">水运</category><dc:creator>张三 | category twice
            <dc:creator>张三</dc:creator>        | <dc:creator/>              | an empty creator
            &lt;a href="https://f.example/x"    | &lt;a href="/x"            | content has a href=/x
            &lt;a href="https://f.example/x"    | &lt;a href="javascript:x"  | content has a href=javascript:x
            &lt;a href="https://f.example/x"    | &lt;a onclick="x"          | content has a handler onclick
            &lt;a href="https://f.example/x"    | &lt;a style="x"            | content has a style
            &lt;p&gt;                           | &lt;script&gt;x&lt;/script&gt; | content has <script>
            &lt;p&gt;                           | <p/>                       | content:encoded holds elements
            length="0"                          | length=""                  | enclosure length
            type="application/pdf"              | type="pdf"                 | enclosure type
            url="https://f.example/a.pdf"       | url="a.pdf"                | enclosure url
            <enclosure                          | <enclosure url="https://f.example/b" length="0" type="a/b"/><enclosure | 2 elements enclosure
            width="6"                           | width="6px"                | media width
            medium="image"                      | medium="x"                 | media medium
            when="2026-11-23T12:00:00+08:00"    | when="2026-11-23"          | when 2026-11-23
            </channel>                          | <at:deleted-entry ref="tag:f.example,2026:9" when="2026-11-23T12:00:00Z"/></channel> | stands behind an entry
            """)
    void whatIsWrongWithRssIsFound(String part, String other, String finding) {
        assertThat(findings("rss", broken(RSS, part, other))).anyMatch(found -> found.contains(finding));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <id>tag:f.example,2026:f</id>       | ''                         | 0 elements id
            <id>tag:f.example,2026:f</id>       | <id>f</id>                 | id f
            2026-11-23T12:00:30.5+08:00         | 2026-11-23 12:00:30        | updated 2026
            2026-11-23T12:00:30.5+08:00         | 2026-11-23T12:00:30        | updated 2026
            <author><name>渡口</name></author>   | ''                         | neither it nor each entry has an author
            <author><name>渡口</name></author>   | <author/>                  | 0 elements name
            href="https://f.example/feed"       | href="/feed"               | link self leads to /feed
            <link rel="self" href="https://f.example/feed"/> | ''            | self is []
            <fh:archive/>                       | ''                         | not one with it
            rel="current"                       | rel="next-archive"         | without current
            <link rel="prev-archive"            | <link rel="prev-archive" href="https://f.example/0"/><link rel="prev-archive" | a second link
            xml:lang="zh-CN"                    | ''                         | xml:lang
            <subtitle type="xhtml">             | <subtitle type="html">     | text of type html
            <subtitle type="xhtml">             | <subtitle>                 | text holds elements
            <subtitle type="xhtml">             | <subtitle type="xhtml">船   | xhtml is not one div
            xmlns="http://www.w3.org/1999/xhtml" | class="x"                 | xhtml is not one div
            船<a                                 | 船<a onclick="x"            | text has onclick
            船<a                                 | 船<img src="x"/><a          | text has
            <a href="https://f.example/">       | <a href="javascript:x">    | text links to javascript
            <title>早班船</title>                | ''                         | 0 elements title
            <title>早班船</title>                | <title>早班船</title><guid/> | unknown element
            <id>tag:f.example,2026:2</id>       | <id>tag:f.example,2026:1</id> | id twice
            <published>2026-11-23T12:00:00+08:00 | <published>2026-11-23T10:00:00+08:00 | newer than the one before it
            <published>2026-11-23T12:00:00+08:00 | <published>2026-13-23T10:00:00+08:00 | published 2026-13
            <link rel="alternate" href="https://f.example/1"/> | ''          | has neither content nor an alternate
            <link rel="alternate" href="https://f.example/2"/> | <link href="https://f.example/2"/><link href="https://f.example/3"/> | a second link alternate
            term="s"                            | term=""                    | category without a term
            scheme="tag:f.example,2026:s"       | scheme="s"                 | category scheme
            type="html"                         | type="text/html"           | content type
            src="https://f.example/a.jpg"       | src="//f.example/a.jpg"    | content has img src=//f.example
            src="https://f.example/a.jpg"       | src="data:image/png;base64,x" | content has img src=data:
            &lt;p&gt;                           | &lt;iframe&gt;             | content has <iframe>
            <title>源</title>                    | ''                         | source: 0 elements title
            """)
    void whatIsWrongWithAtomIsFound(String part, String other, String finding) {
        assertThat(findings("atom", broken(ATOM, part, other))).anyMatch(found -> found.contains(finding));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            version/1.1                         | version/1                  | version
            "title":"渡口消息"                    | "title":""                 | no title
            "title":"渡口消息"                    | "titel":"x"                | unknown field titel
            "home_page_url":"https://f.example/" | "home_page_url":"/"       | home_page_url
            "feed_url":"https://f.example/feed" | "feed_url":"https://f.example/x" | feed_url is
            "next_url":"https://f.example/0"    | "next_url":"https://f.example/feed" | next_url leads back
            "language":"zh-CN"                  | "language":"中文"           | language
            "url":"https://f.example/hub"       | "url":"hub"                | hub: url
            "_own"                              | "_o.wn"                    | unknown field _o.wn
            "items":[                           | "_items":[                 | items is no array
            "id":"tag:f.example,2026:2"         | "id":"tag:f.example,2026:1" | id twice
            "id":"tag:f.example,2026:2"         | "id":2                     | no id
            "content_text":"二",                 | ''                         | no content
            "content_html":"<p>文</p>"           | "content_html":"<p onload=x>" | content has a handler
            "date_published":"2026-11-23T12:00:00+08:00" | "date_published":"2026-11-23" | date_published
            "date_published":"2026-11-23T12:00:00+08:00" | "date_published":"2026-11-23T01:00:00+08:00" | newer than the one before it
            "authors":[{"name":"张三"}]           | "author":{"name":"张三"}      | unknown field author
            {"name":"张三"}                       | {"name":" "}               | author: no name
            {"name":"张三"}                       | {"url":"https://f.example/z"} | author: no name
            {"name":"张三"}                       | {"name":"张三","url":"z"}     | author: url
            {"name":"张三"}                       | {"name":"张三","avatar":1}    | author: avatar
            {"name":"张三"}                       | {"name":"张三","mail":"z"}    | unknown field mail
            [{"name":"张三"}]                     | ["张三"]                     | authors is no array of objects
            [{"name":"张三"}]                     | {"name":"张三"}              | authors is no array of objects
            "_own":{"a":1}                      | "author":{"name":"渡口"}     | unknown field author
            "_own":{"a":1}                      | "authors":[{}]             | feed author: no name
            "_own":{"a":1}                      | "expired":"no"             | expired
            "_own":{"a":1}                      | "icon":"/i.png"            | icon
            "_own":{"a":1}                      | "favicon":true             | favicon
            "_own":{"a":1}                      | "description":["一"]        | description is no string
            "_own":{"a":1}                      | "user_comment":1           | user_comment is no string
            "version":"https://jsonfeed.org/version/1.1", | ''               | version
            "title":"渡口消息"                    | "title":null               | no title
            "feed_url":"https://f.example/feed" | "feed_url":1               | feed_url
            "language":"zh-CN"                  | "language":1               | language is no string
            "hubs":[{"type":"WebSub","url":"https://f.example/hub"}] | "hubs":{"type":"WebSub","url":"https://f.example/hub"} | hubs is no array of objects
            "hubs":[{"type":"WebSub","url":"https://f.example/hub"}] | "hubs":["https://f.example/hub"] | hubs is no array of objects
            {"type":"WebSub",                   | {"type":1,                 | hub: no type
            {"type":"WebSub",                   | {                          | hub: no type
            ,"url":"https://f.example/hub"      | ''                         | hub: url
            "id":"tag:f.example,2026:1",        | ''                         | no id
            "title":"早班船"                      | "title":1                  | title is no string
            "content_text":"二"                  | "content_text":2           | content_text is no string
            "content_text":"二"                  | "content_text":"二","language":"中文" | language
            "content_text":"二"                  | "content_text":"二","summary":{} | summary is no string
            "content_text":"二"                  | "content_text":"二","image":"a.jpg" | image
            "content_text":"二"                  | "content_text":"二","banner_image":1 | banner_image
            "content_text":"二"                  | "content_text":"二","external_url":"x" | external_url
            "date_published":"2026-11-23T12:00:00+08:00" | "date_published":1795406400 | date_published
            "date_modified":"2026-11-23T12:00:30+08:00" | "date_modified":"2026-11-23T12:00:30" | date_modified
            "date_modified":"2026-11-23T12:00:30+08:00" | "date_modified":"Mon, 23 Nov 2026 12:00:30 +0800" | date_modified
            "tags":["水运","渡口"]                | "tags":"水运"                | tags is no array
            "tags":["水运","渡口"]                | "tags":[1]                 | tag 1
            "mime_type":"application/pdf",      | ''                         | mime_type
            "url":"https://f.example/a.pdf",    | ''                         | attachment
            "title":"附件"                        | "title":1                  | title is no string
            "title":"附件"                        | "size_in_bytes":"9"        | size_in_bytes
            "title":"附件"                        | "size_in_bytes":-1         | size_in_bytes
            "title":"附件"                        | "duration_in_seconds":"1:00" | duration_in_seconds
            "title":"附件"                        | "length":9                 | unknown field length
            "水运","渡口"                          | "水运","水运"                 | tag twice
            "url":"https://f.example/a.pdf"     | "url":"a.pdf"              | attachment
            application/pdf                     | pdf                        | mime_type
            """)
    void whatIsWrongWithAJsonFeedIsFound(String part, String other, String finding) {
        assertThat(findings("json", broken(JSON, part, other))).anyMatch(found -> found.contains(finding));
    }
}
