package org.yizhan.article;

import static java.util.Objects.requireNonNullElse;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An absolute {@code http} or {@code https} address in its one written form. This is the only place that takes addresses
 * apart, so that the host that is judged is the host that is asked (the differences between parsers are how requests get
 * smuggled inside).
 *
 * <p>Scheme and host are lower case and ASCII (IDN), an IPv4 address has four decimal numbers whatever it was written
 * with, the default port is left out, dot segments are resolved, and what may not stand in an address is percent-encoded
 * as UTF-8. A user and password are left out. Reading the written form again gives the same.
 */
public final class WebAddress {

    /** The most characters, as given and as written. */
    public static final int LONGEST = 4_096;

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):");
    private static final Pattern LINE_BREAKS = Pattern.compile("[\\t\\r\\n]");

    /** Most addresses: in their written form already, with nothing to lower, encode or (but for dot segments) resolve. */
    private static final Pattern USUAL = Pattern.compile(
            "(https?)://([a-z0-9-]{1,40}(?:\\.[a-z0-9-]{1,40}){0,4}\\.[a-z]{2,18})(/[\\w/.~-]*)(\\?[\\w/.~&=+-]*)?");

    private static final String NOT_WEB = "not an absolute http or https address";

    private final String scheme;
    private final String host;
    private final int port;
    private final String path;
    private final String query;
    private final String fragment;
    private final boolean hadCredentials;

    /** Says what is wrong with an address, to go on after "is". */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    private WebAddress(String scheme, Authority authority, String path, String query, String fragment) {
        this.scheme = scheme;
        this.host = authority.host();
        this.port = authority.port();
        this.hadCredentials = authority.hadCredentials();
        this.path = path;
        this.query = query;
        this.fragment = fragment;
    }

    /** {@code text} as an address; empty where it is none. */
    public static Optional<WebAddress> of(String text) {
        try {
            return Optional.of(parse(text));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    /** {@code text} as an address. White space around it and line ends within are passed over, as browsers do. */
    public static WebAddress parse(String text) throws Malformed {
        Matcher usual = USUAL.matcher(text);
        return usual.matches() && text.length() <= LONGEST && !text.contains("/.") ? usual(usual) : any(text);
    }

    private static WebAddress usual(Matcher parts) {
        String scheme = parts.group(1);
        var authority = new Authority(parts.group(2), usualPort(scheme), false);
        return new WebAddress(scheme, authority, parts.group(3), requireNonNullElse(parts.group(4), ""), "");
    }

    private static WebAddress any(String text) throws Malformed {
        String clean = clean(text);
        requireShort(clean);
        String scheme = scheme(clean);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new Malformed(NOT_WEB);
        }
        int start = scheme.length() + 1;
        if (!clean.startsWith("//", start)) {
            throw new Malformed(NOT_WEB + ": // and a host have to follow " + scheme + ":");
        }
        int end = start + 2;
        while (end < clean.length() && "/?#\\".indexOf(clean.charAt(end)) < 0) {
            end++;
        }
        if (end < clean.length() && clean.charAt(end) == '\\') {
            throw new Malformed("no valid address (a backslash after the host)");
        }
        Authority authority = Authority.parse(clean.substring(start + 2, end), usualPort(scheme));
        WebAddress address = split(scheme, authority, clean.substring(end));
        requireShort(address.toString());
        return address;
    }

    private static WebAddress split(String scheme, Authority authority, String tail) {
        int hash = tail.indexOf('#');
        String fragment = hash < 0 ? "" : PercentEncoding.ofQuery(tail.substring(hash));
        String asked = hash < 0 ? tail : tail.substring(0, hash);
        int mark = asked.indexOf('?');
        String query = mark < 0 ? "" : PercentEncoding.ofQuery(asked.substring(mark));
        return new WebAddress(
                scheme, authority, DotSegments.resolve(mark < 0 ? asked : asked.substring(0, mark)), query, fragment);
    }

    private static int usualPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    private static void requireShort(String text) throws Malformed {
        if (text.length() > LONGEST) {
            throw new Malformed("no valid address (more than " + LONGEST + " characters)");
        }
    }

    /** Whether {@code text} is an absolute {@code http} or {@code https} address. */
    public static boolean isWeb(String text) {
        return of(text).isPresent();
    }

    /** What {@code reference} means in a document found here (RFC 3986 §5.2); empty where that is no web address. */
    public Optional<WebAddress> resolve(String reference) {
        String clean = clean(reference);
        if (!scheme(clean).isEmpty()) {
            return of(clean);
        }
        if (clean.startsWith("//")) {
            return of(scheme + ":" + clean);
        }
        String place = scheme + "://" + authority();
        return of(
                switch (clean.isEmpty() ? '#' : clean.charAt(0)) {
                    case '#' -> place + path + query + clean;
                    case '?' -> place + path + clean;
                    case '/', '\\' -> place + clean.replaceFirst("^[\\\\/]+", "/");
                    default -> place + path.substring(0, path.lastIndexOf('/') + 1) + clean;
                });
    }

    private static String clean(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        String bare = text.substring(start, end);
        return bare.chars().anyMatch(WebAddress::isLineBreak)
                ? LINE_BREAKS.matcher(bare).replaceAll("")
                : bare;
    }

    private static boolean isBlank(char c) {
        return c <= ' ' || Character.isSpaceChar(c) || Character.isISOControl(c) || c == '\ufeff';
    }

    private static boolean isLineBreak(int c) {
        return c == '\t' || c == '\r' || c == '\n';
    }

    private static String scheme(String clean) {
        var matcher = SCHEME.matcher(clean);
        return matcher.lookingAt() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
    }

    /** {@code http} or {@code https}. */
    public String scheme() {
        return scheme;
    }

    /** The host in ASCII; an IPv6 address in brackets. */
    public String host() {
        return host;
    }

    /** The port to ask, 1 to 65535. */
    public int port() {
        return port;
    }

    /** Host and port, the default port left out. */
    public String authority() {
        boolean usual = port == usualPort(scheme);
        return usual ? host : host + ":" + port;
    }

    /** Begins with a slash. */
    public String path() {
        return path;
    }

    /** With its question mark; empty where there is none. */
    public String query() {
        return query;
    }

    /** Whether a user or password was left out. */
    public boolean hadCredentials() {
        return hadCredentials;
    }

    /** What goes to the server: the fragment is the reader's own. */
    public String withoutFragment() {
        return scheme + "://" + authority() + path + query;
    }

    @Override
    public String toString() {
        return withoutFragment() + fragment;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WebAddress that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
