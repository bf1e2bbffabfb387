package org.yizhan.article;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** In what form a newspaper page comes. */
public enum PageType {
    /** Its text, in reading order. */
    TEXT("text/plain"),
    /** The web page of a digital newspaper. */
    HTML("text/html"),
    /** The printed sheet with a text layer. */
    PDF("application/pdf");

    /** ISO 32000-1 §7.5.2: the header stands in the first 1024 bytes. */
    private static final int HEADER = 1024;

    private final String mediaType;

    PageType(String mediaType) {
        this.mediaType = mediaType;
    }

    /** What it is called in {@code Content-Type}. */
    public String mediaType() {
        return mediaType;
    }

    /**
     * The form of {@code body}; empty where {@code contentType} names something a page can't be. Observed: tools that
     * send everything as {@code application/octet-stream}, as a form, or without a type → a PDF is told by its first bytes,
     * all else is text.
     */
    public static Optional<PageType> of(String contentType, byte[] body) {
        if (isPdf(body)) {
            return Optional.of(PDF);
        }
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return switch (type) {
            case "text/html", "application/xhtml+xml" -> Optional.of(HTML);
            case "application/pdf", "application/x-pdf" -> Optional.of(PDF);
            case "", "application/octet-stream", "application/x-www-form-urlencoded" -> Optional.of(TEXT);
            default -> type.startsWith("text/") ? Optional.of(TEXT) : Optional.empty();
        };
    }

    private static boolean isPdf(byte[] body) {
        return new String(body, 0, Math.min(HEADER, body.length), StandardCharsets.ISO_8859_1)
                .stripLeading()
                .startsWith("%PDF-");
    }
}
