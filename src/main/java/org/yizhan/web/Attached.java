package org.yizhan.web;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.yizhan.article.Image;
import org.yizhan.publish.Entry;

/**
 * What an entry's text brings along: the documents it links to (PDF, Word, Excel, OFD, packed files) and its pictures, in
 * the order of the text, each address once. None of them was ever fetched, so their length is not known.
 */
record Attached(List<Document> documents, List<Picture> pictures) {

    private static final int MOST = 100;
    private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,4}");
    private static final Pattern SIZED =
            Pattern.compile("<img[^>]{0,500}\\s(?:width|height)=", Pattern.CASE_INSENSITIVE);

    /** A document to be downloaded; {@code title} is what the link says. */
    record Document(String url, String type, String title) {}

    /**
     * A picture.
     *
     * @param type its media type, where its address tells
     * @param width in pixels, where the text says so
     */
    record Picture(String url, Optional<String> type, String caption, OptionalInt width, OptionalInt height) {

        private Picture sized(Element image) {
            return new Picture(url, type, caption, pixels(image.attr("width")), pixels(image.attr("height")));
        }

        private static OptionalInt pixels(String attribute) {
            return SIZE.matcher(attribute).matches()
                    ? OptionalInt.of(Integer.parseInt(attribute))
                    : OptionalInt.empty();
        }
    }

    /** Anything of a known type, as enclosures are. */
    record File(String url, String type, String title) {}

    static Attached of(Entry entry) {
        Map<String, Document> documents = new LinkedHashMap<>();
        Map<String, Picture> pictures = new LinkedHashMap<>();
        for (Image image : entry.images()) {
            Links.web(image.url())
                    .map(url -> new Picture(
                            url, FileType.ofPicture(url), image.caption(), OptionalInt.empty(), OptionalInt.empty()))
                    .ifPresent(picture -> pictures.putIfAbsent(picture.url(), picture));
        }
        // most texts have nothing more to tell, and are spared the parser
        String html = entry.html();
        if (FileType.DOCUMENT_ENDING.matcher(html).find() || SIZED.matcher(html).find()) {
            Element body = Jsoup.parseBodyFragment(html).body();
            body.select("a[href]")
                    .forEach(link ->
                            document(link).ifPresent(document -> documents.putIfAbsent(document.url(), document)));
            body.select("img[src]")
                    .forEach(image -> Links.web(image.attr("src"))
                            .ifPresent(url -> pictures.computeIfPresent(url, (same, picture) -> picture.sized(image))));
        }
        return new Attached(first(documents.values()), first(pictures.values()));
    }

    private static Optional<Document> document(Element link) {
        String text = link.text();
        return Links.web(link.attr("href"))
                .flatMap(url -> FileType.ofDocument(url)
                        .or(() -> FileType.ofDocumentName(text))
                        .map(type -> new Document(url, type, text.isBlank() ? name(url) : text)));
    }

    private static String name(String url) {
        String path = url.replaceFirst("[?#].*$", "");
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static <T> List<T> first(Collection<T> all) {
        return all.stream().limit(MOST).toList();
    }

    /** Documents, then pictures, as far as their type is known. */
    List<File> files() {
        var files = new ArrayList<File>();
        documents.forEach(document -> files.add(new File(document.url(), document.type(), document.title())));
        for (Picture picture : pictures) {
            picture.type().ifPresent(type -> files.add(new File(picture.url(), type, picture.caption())));
        }
        return files;
    }
}
