package org.yizhan.html;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Finds the article in a web page. Believed are, in this order, the labels of 国办发〔2017〕47号, Open Graph and JSON-LD,
 * the site's own selectors, the containers that content systems use, and the look of the page; for the body the site's
 * selectors come first. Pure and safe for concurrent use.
 */
public final class ArticleFinder {

    /** With less text than this, a script is asked for the body. */
    private static final double HARDLY_ANY = 60;

    /** So much of a title is looked for in the lines of the page, which are shorter. */
    private static final int SOUGHT = 1_000;

    /** The article in {@code page}; where there is none, its title and html are empty. */
    public FoundArticle find(WebPage page) {
        var warnings = new ArrayList<String>();
        Document document = Markup.parse(page.parts().getFirst(), page.url(), warnings);
        Removal.of(page.selectors().select(document, "drop", warnings));
        var labels = new HeadLabels(document);
        List<Block> lines = Block.of(document.body());
        Optional<Block> shown = Headline.in(document, lines, bare(titles(labels, page)));
        var info = new InfoLines(document, lines, shown);
        String title = title(page, document, labels, shown, warnings);
        Optional<Instant> time = new Times(page, document, labels, info, warnings).best();
        Optional<String> next = NextPage.in(document, page.url());
        Optional<String> shared = WeChatPage.sharedUrl(document);
        Optional<String> source = source(page, document, labels, info, warnings);
        Optional<String> author =
                page.selectors().text(document, "author", warnings).or(() -> WeChatPage.author(document));
        Optional<String> canonical = canonical(document, page.url());
        Optional<String> account = WeChatPage.isOne(document) ? WeChatPage.account(document) : Optional.empty();
        var credits = new ArrayList<>(info.credits());
        var html = new StringBuilder(body(document, page, title, shown, shared.isPresent(), credits, warnings));
        for (String part : page.parts().subList(1, page.parts().size())) {
            Document more = Markup.parse(part, page.url(), warnings);
            Removal.of(page.selectors().select(more, "drop", warnings));
            html.append('\n').append(body(more, page, title, Optional.empty(), false, credits, warnings));
            next = NextPage.in(more, page.url());
        }
        return new FoundArticle(
                title,
                time,
                source,
                shared,
                credits.stream().distinct().toList(),
                authors(author, labels),
                labels.column(),
                account.or(labels::siteName),
                labels.region(),
                canonical,
                html.toString().strip(),
                next,
                warnings);
    }

    private static List<String> titles(HeadLabels labels, WebPage page) {
        var titles = new ArrayList<String>();
        labels.title().ifPresent(titles::add);
        labels.decoratedTitles().forEach(title -> titles.add(PageTitle.withoutSite(title, labels.siteName())));
        if (!page.title().isBlank()) {
            titles.add(page.title());
        }
        return titles;
    }

    private static List<String> bare(List<String> titles) {
        return titles.stream()
                .map(title -> title.substring(0, Math.min(title.length(), SOUGHT)))
                .map(title -> Lines.bare(title).toLowerCase(Locale.ROOT))
                .toList();
    }

    private static String title(
            WebPage page, Document document, HeadLabels labels, Optional<Block> shown, List<String> warnings) {
        return labels.title()
                .or(() -> page.selectors().text(document, "title", warnings))
                .or(() -> WeChatPage.title(document))
                .or(() -> PageTitle.of(labels.decoratedTitles(), shown, labels.siteName()))
                .or(() -> Optional.of(Lines.fold(page.title())))
                .orElse("");
    }

    private static Optional<String> source(
            WebPage page, Document document, HeadLabels labels, InfoLines info, List<String> warnings) {
        Optional<String> own = WeChatPage.isOne(document) ? WeChatPage.account(document) : labels.siteName();
        Optional<String> selected = page.selectors().text(document, "source", warnings);
        return WeChatPage.original(document)
                .map("以下文章来源于"::concat)
                .or(() ->
                        labels.source().filter(name -> !own.filter(name::equals).isPresent()))
                .or(() -> selected.flatMap(InfoLines::named))
                .or(info::source)
                .filter(name -> !own.filter(name::equals).isPresent());
    }

    /** The standard's Author is the author or the responsible editor; elsewhere the label holds anything. */
    private static List<String> authors(Optional<String> selected, HeadLabels labels) {
        boolean standard = labels.title().isPresent()
                || labels.first("pubdate", "contentsource").isPresent();
        return selected.or(() -> standard ? labels.author() : labels.first("ld:author")).stream()
                .toList();
    }

    /** Observed: templates that call the column, or the first page, canonical of every article → only the page itself counts. */
    private static Optional<String> canonical(Document document, String url) {
        Element link = document.selectFirst("link[rel=canonical][href]");
        return link == null
                ? Optional.empty()
                : Addresses.of(link, "href").filter(address -> Addresses.isSamePage(address, url));
    }

    private static String body(
            Document document,
            WebPage page,
            String title,
            Optional<Block> shown,
            boolean isShare,
            List<String> credits,
            List<String> warnings) {
        Attachments.unframe(document);
        List<Element> files = Attachments.in(document);
        Optional<Element> written =
                isShare ? Optional.empty() : Optional.of(document).flatMap(ScriptedBody::find);
        List<Element> selected = page.selectors().select(document, "body", warnings);
        Element body = selected.isEmpty() ? found(document, shown, isShare, written) : joined(selected);
        Attachments.add(files, body);
        if (Block.size(body.text()) < HARDLY_ANY && selected.isEmpty() && body.selectFirst("img,a[href]") == null) {
            Attachments.add(Attachments.all(document), body);
        }
        Furniture.remove(body, Optional.empty());
        Pictures.mend(body);
        Addresses.resolve(document, body);
        credits.addAll(Trim.body(body, title));
        return body.html();
    }

    /** Every selected element that stands in no other one, in one. */
    private static Element joined(List<Element> selected) {
        if (selected.size() == 1) {
            return selected.getFirst();
        }
        var all = new Element("div");
        selected.stream()
                .filter(element ->
                        selected.stream().noneMatch(other -> other != element && Density.isIn(element, other)))
                .toList()
                .forEach(all::appendChild);
        return all;
    }

    private static Element found(Document document, Optional<Block> shown, boolean isShare, Optional<Element> written) {
        if (isShare) {
            Element content = document.selectFirst("#js_content");
            return content == null ? new Element("div") : content;
        }
        Furniture.remove(document.body(), shown.map(Block::parent));
        List<Block> lines = Block.of(document.body());
        Optional<Element> title = shown.map(Block::parent).filter(element -> Density.isIn(element, document.body()));
        Element body = BodyFinder.find(document.body(), lines, title).orElseGet(() -> new Element("div"));
        return written.filter(element -> Block.size(body.text()) < HARDLY_ANY
                        && body.select("img").size() < 2)
                .orElse(body);
    }
}
