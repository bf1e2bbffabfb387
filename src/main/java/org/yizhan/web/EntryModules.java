package org.yizhan.web;

import java.util.OptionalInt;

/** What RSS and Atom entries say in the words of Media RSS 1.5 and of the DCMI Metadata Terms. Stateless. */
final class EntryModules {

    static final String MEDIA = "http://search.yahoo.com/mrss/";
    static final String TERMS = "http://purl.org/dc/terms/";

    private EntryModules() {}

    /** Into the entry that is open: its pictures, the first as its thumbnail, then its document's number and date. */
    static void write(XmlDocument feed, Attached attached, Issued issued) {
        attached.pictures().forEach(picture -> content(feed, picture));
        attached.pictures().stream().findFirst().ifPresent(picture -> {
            feed.open("media:thumbnail").with("url", picture.url());
            size(feed, picture);
            feed.close();
        });
        issued.number().ifPresent(number -> feed.element("dcterms:identifier", number));
        issued.date().ifPresent(date -> feed.element("dcterms:issued", date.toString()));
    }

    private static void content(XmlDocument feed, Attached.Picture picture) {
        feed.open("media:content").with("url", picture.url()).with("medium", "image");
        picture.type().ifPresent(type -> feed.with("type", type));
        size(feed, picture);
        if (!picture.caption().isBlank()) {
            feed.open("media:description")
                    .with("type", "plain")
                    .text(picture.caption())
                    .close();
        }
        feed.close();
    }

    private static void size(XmlDocument feed, Attached.Picture picture) {
        attribute(feed, "width", picture.width());
        attribute(feed, "height", picture.height());
    }

    private static void attribute(XmlDocument feed, String name, OptionalInt pixels) {
        if (pixels.isPresent()) {
            feed.with(name, Integer.toString(pixels.getAsInt()));
        }
    }
}
