package org.yizhan.article;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Writes the path of an address without {@code .} and {@code ..}, encoded or not (RFC 3986 §5.2.4, URL standard §4.4). */
final class DotSegments {

    private static final Pattern CURRENT = Pattern.compile("\\.|%2e", Pattern.CASE_INSENSITIVE);
    private static final Pattern PARENT = Pattern.compile("(\\.|%2e){2}", Pattern.CASE_INSENSITIVE);

    private DotSegments() {}

    /** {@code raw} as an absolute path, percent-encoded; {@code /} where it is empty. */
    static String resolve(String raw) {
        // sites of Windows servers link with backslashes; browsers read slashes
        String[] segments = PercentEncoding.ofPath(raw.replace('\\', '/')).split("/", -1);
        List<String> kept = new ArrayList<>();
        for (int i = 1; i < segments.length; i++) {
            boolean dotted = segments[i].startsWith(".") || segments[i].startsWith("%2");
            boolean parent = dotted && PARENT.matcher(segments[i]).matches();
            boolean dots = parent || dotted && CURRENT.matcher(segments[i]).matches();
            if (parent && !kept.isEmpty()) {
                kept.removeLast();
            }
            if (!dots) {
                kept.add(segments[i]);
            } else if (i == segments.length - 1) {
                kept.add("");
            }
        }
        return "/" + String.join("/", kept);
    }
}
