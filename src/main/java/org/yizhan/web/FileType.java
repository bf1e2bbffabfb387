package org.yizhan.web;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What kind of file an address or a name most likely stands for, by its ending. */
final class FileType {

    private static final Map<String, String> PICTURES = Map.of(
            "jpg", "image/jpeg",
            "jpeg", "image/jpeg",
            "png", "image/png",
            "gif", "image/gif",
            "webp", "image/webp");

    /** Kingsoft's formats and CEB have no registered type, OFD has the one that GB/T 33190 gives it. */
    private static final Map<String, String> DOCUMENTS = Map.ofEntries(
            Map.entry("pdf", "application/pdf"),
            Map.entry("ofd", "application/ofd"),
            Map.entry("doc", "application/msword"),
            Map.entry("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            Map.entry("xls", "application/vnd.ms-excel"),
            Map.entry("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            Map.entry("ppt", "application/vnd.ms-powerpoint"),
            Map.entry("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
            Map.entry("rtf", "application/rtf"),
            Map.entry("csv", "text/csv"),
            Map.entry("zip", "application/zip"),
            Map.entry("rar", "application/vnd.rar"),
            Map.entry("7z", "application/x-7z-compressed"),
            Map.entry("wps", "application/octet-stream"),
            Map.entry("et", "application/octet-stream"),
            Map.entry("ceb", "application/octet-stream"));

    /** An ending of a document's name anywhere in a text. */
    static final Pattern DOCUMENT_ENDING =
            Pattern.compile("\\.(?:" + String.join("|", DOCUMENTS.keySet()) + ")\\b", Pattern.CASE_INSENSITIVE);

    /** A file's name as links print it, perhaps with its size behind it: 附件1.docx（23 KB）. */
    private static final Pattern PRINTED =
            Pattern.compile(".{1,200}\\.([a-z0-9]{2,4})\\s*(?:[（(\\[].{0,20})?", Pattern.CASE_INSENSITIVE);

    private FileType() {}

    /** The media type of the picture at the address; empty where its path's ending says nothing of one. */
    static Optional<String> ofPicture(String address) {
        return Optional.ofNullable(PICTURES.get(ending(address)));
    }

    /** The media type of the document at the address; empty where its path's ending says nothing of one. */
    static Optional<String> ofDocument(String address) {
        return Optional.ofNullable(DOCUMENTS.get(ending(address)));
    }

    /** The media type of the document of this printed name. */
    static Optional<String> ofDocumentName(String name) {
        Matcher printed = PRINTED.matcher(name);
        return printed.matches()
                ? Optional.ofNullable(printed.group(1)).map(FileType::lower).map(DOCUMENTS::get)
                : Optional.empty();
    }

    private static String ending(String address) {
        int end = address.length();
        for (char stop : new char[] {'#', '?'}) {
            int at = address.indexOf(stop);
            end = at < 0 ? end : Math.min(end, at);
        }
        String path = address.substring(0, end);
        return lower(path.substring(path.lastIndexOf('.') + 1));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
