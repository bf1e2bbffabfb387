package org.yizhan.html;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a web page says of its article, as printed.
 *
 * @param title one line; empty where none was found
 * @param publishedAt when the site published it
 * @param source the outlet it names as its source; empty where it names none or itself
 * @param originalUrl where the original stands, of a page that only shares it
 * @param credits lines that name people, such as {@code 责任编辑：X}
 * @param authors persons named as authors in the page's head
 * @param column the column or channel it stands under
 * @param siteName the site's full name
 * @param region GB/T 2260 code of the site's publisher, from its site id (国办发〔2017〕47号 annex)
 * @param canonicalUrl the address the page calls its own, on the same host
 * @param html the body, not sanitised; empty where there is none
 * @param nextPage where the article goes on
 * @param warnings what was odd and what was made of it
 */
public record FoundArticle(
        String title,
        Optional<Instant> publishedAt,
        Optional<String> source,
        Optional<String> originalUrl,
        List<String> credits,
        List<String> authors,
        Optional<String> column,
        Optional<String> siteName,
        Optional<String> region,
        Optional<String> canonicalUrl,
        String html,
        Optional<String> nextPage,
        List<String> warnings) {

    public FoundArticle {
        credits = List.copyOf(credits);
        authors = List.copyOf(authors);
        warnings = List.copyOf(warnings);
    }
}
