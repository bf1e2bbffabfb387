package org.yizhan.normalize;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.yizhan.article.Attribution;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Notice;
import org.yizhan.article.Source;
import org.yizhan.article.Sources;
import org.yizhan.article.WebAddress;

/**
 * Recognises an article by which a source takes back (撤稿) or corrects (更正) another one of its own. Pure and safe for
 * concurrent use.
 *
 * <p>It rather misses one than takes another's word for it: the article has to be named, in 《》 or by address, as a piece
 * that this source published, and the notice has to be the source's own, no news of someone else's. Three forms are
 * read: a title that names the article (关于撤回《…》一文的声明), a bare heading (更正) over a text that does, and a short text
 * under any title (本报11月20日刊发的《…》一文有误，…，特此更正).
 */
final class NoticeReader {

    /** In characters; a longer text under any title is an article that speaks of a correction. */
    private static final int SHORT = 400;

    /** In characters; a notice under its heading goes into details, but not for pages. */
    private static final int LONG = 3_000;

    private static final int SHORTEST_TITLE = 3;

    private final Sources sources;

    NoticeReader(Sources sources) {
        this.sources = sources;
    }

    /** What the article of {@code source} says about another one; empty where it is no notice. */
    Optional<Notice> read(String source, String title, List<String> paragraphs, Attribution attribution) {
        if (!NoticeWords.mayBeIn(title) && paragraphs.stream().noneMatch(NoticeWords::mayBeIn)) {
            return Optional.empty();
        }
        String text = String.join("\n", paragraphs);
        if (isAnothers(source, attribution) || text.length() > LONG || title.length() > SHORT) {
            return Optional.empty();
        }
        Predicate<String> isOwnName = name -> isOwnName(source, name);
        TitledLine heading = TitledLine.of(title, isOwnName);
        TitledLine body = TitledLine.of(withoutOwnName(source, text), isOwnName);
        return titled(heading, body).or(() -> headed(heading, body)).or(() -> unheaded(body, text.length()));
    }

    /** What is taken over from elsewhere is elsewhere's word. */
    private boolean isAnothers(String source, Attribution attribution) {
        boolean named = attribution.kind() == AttributionKind.REPOST || attribution.kind() == AttributionKind.SOURCE;
        return named
                && !attribution.sourceId().equals(Optional.of(source))
                && attribution.name().filter(name -> isOwnName(source, name)).isEmpty();
    }

    private boolean isOwnName(String source, String name) {
        return sources.find(source)
                .filter(known -> known.name().equals(name) || known.aliases().contains(name))
                .isPresent();
    }

    private String withoutOwnName(String source, String text) {
        return sources.find(source)
                .map(Source::name)
                .filter(name -> name.length() > 1)
                .map(name -> text.replace("《" + name + "》", "本报").replace(name, "本报"))
                .orElse(text);
    }

    private static Optional<Notice> titled(TitledLine heading, TitledLine body) {
        return NoticeWords.kindOfTitle(heading.text())
                .flatMap(kind -> heading.mentions().stream()
                        .findFirst()
                        .filter(mention -> isArticle(kind, mention, heading, body))
                        .map(mention -> notice(kind, mention.title(), addressAfter(body, mention.title()))));
    }

    private static boolean isArticle(Notice.Kind kind, TitledLine.Mention named, TitledLine heading, TitledLine body) {
        if (named.title().length() < SHORTEST_TITLE) {
            return false;
        }
        if (NoticeWords.callsItAnArticle(named.after())) {
            return true;
        }
        boolean speaksOfArticles = NoticeWords.speaksOfArticles(heading.text() + body.text());
        boolean document = NoticeWords.isDocument(named.title());
        return !NoticeWords.isTender(named.title() + body.text())
                && speaksOfArticles
                && (!document || (kind == Notice.Kind.CORRECTION && isPublishedHere(named.title(), body)));
    }

    private static boolean isPublishedHere(String title, TitledLine body) {
        return body.mentions().stream()
                .filter(mention -> mention.title().equals(title))
                .anyMatch(
                        mention -> NoticeWords.isOwn(mention.before()) && NoticeWords.saysPublished(mention.before()));
    }

    private static Optional<Notice> headed(TitledLine heading, TitledLine body) {
        return NoticeWords.kindOfHeading(heading.text(), body.text())
                .flatMap(kind -> body.mentions().stream()
                        .filter(mention -> !NoticeWords.isForeign(mention.before()))
                        .filter(mention -> isNamed(kind, mention, body))
                        .findFirst()
                        .map(mention -> notice(kind, mention.title(), address(mention.after())))
                        .or(() -> byAddress(kind, body)));
    }

    private static boolean isNamed(Notice.Kind kind, TitledLine.Mention mention, TitledLine body) {
        if (mention.title().length() < SHORTEST_TITLE) {
            return false;
        }
        if (NoticeWords.callsItAnArticle(mention.after())) {
            return true;
        }
        return NoticeWords.saysPublished(mention.before())
                && !NoticeWords.isTender(mention.title() + body.text())
                && (!NoticeWords.isDocument(mention.title())
                        || (kind == Notice.Kind.CORRECTION && NoticeWords.isOwn(mention.before())));
    }

    private static Optional<Notice> byAddress(Notice.Kind kind, TitledLine body) {
        return body.titles().isEmpty() && NoticeWords.isOwn(body.text())
                ? address(body.text()).map(url -> new Notice(kind, Optional.empty(), Optional.of(url)))
                : Optional.empty();
    }

    private static Optional<Notice> unheaded(TitledLine body, int length) {
        if (length > SHORT) {
            return Optional.empty();
        }
        return NoticeWords.kindOfText(body.text())
                .flatMap(kind -> body.mentions().stream()
                        .filter(mention -> isOwnOrOrdered(kind, mention))
                        .filter(mention -> isNamed(kind, mention, body))
                        .findFirst()
                        .map(mention -> notice(kind, mention.title(), address(mention.after()))));
    }

    /** Under any title the source says that the article is its own, or all who have it are told to take it down. */
    private static boolean isOwnOrOrdered(Notice.Kind kind, TitledLine.Mention mention) {
        return NoticeWords.isOwn(mention.before())
                || (kind == Notice.Kind.WITHDRAWAL
                        && !NoticeWords.isForeign(mention.before())
                        && !NoticeWords.isReported(mention.before()));
    }

    private static Notice notice(Notice.Kind kind, String title, Optional<String> url) {
        return new Notice(kind, Optional.of(title), url);
    }

    private static Optional<String> addressAfter(TitledLine body, String title) {
        return body.mentions().stream()
                .filter(mention -> mention.title().equals(title))
                .flatMap(mention -> address(mention.after()).stream())
                .findFirst();
    }

    /** An article's address; a site's front page is none. */
    private static Optional<String> address(String text) {
        return OutletName.url(text)
                .flatMap(WebAddress::of)
                .map(WebAddress::toString)
                .filter(NoticeReader::hasPath);
    }

    private static boolean hasPath(String url) {
        int slash = url.indexOf('/', url.indexOf("//") + 2);
        return slash > 0 && slash + 1 < url.length();
    }
}
