package org.yizhan.web;

import java.util.Locale;
import java.util.Optional;

/** What kind of picture an address most likely leads to. */
final class ImageType {

    private ImageType() {}

    /** The media type that goes with the ending of the address's path; empty where that says nothing. */
    static Optional<String> ofAddress(String address) {
        int end = address.length();
        for (char stop : new char[] {'#', '?'}) {
            int at = address.indexOf(stop);
            end = at < 0 ? end : Math.min(end, at);
        }
        String path = address.substring(0, end);
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "jpg", "jpeg" -> Optional.of("image/jpeg");
            case "png" -> Optional.of("image/png");
            case "gif" -> Optional.of("image/gif");
            case "webp" -> Optional.of("image/webp");
            default -> Optional.empty();
        };
    }
}
