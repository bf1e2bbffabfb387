package org.yizhan.validity;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Pattern;

/** The forms that single values must have. Stateless. */
final class Values {

    private static final DateTimeFormatter RFC_822 = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss xx", Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern RFC_3339 =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");
    private static final Pattern MIME = Pattern.compile("[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]*");
    private static final Pattern TAG_URI =
            Pattern.compile("tag:[a-z0-9.@-]+,\\d{4}(-\\d\\d(-\\d\\d)?)?:[A-Za-z0-9._~%!$&'()*+,;=:@/?-]+");

    private Values() {}

    /** A date of RFC 822 §5 with a four-digit year and the right day of the week. */
    static boolean isRfc822(String text) {
        try {
            OffsetDateTime.parse(text, RFC_822);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    static OffsetDateTime rfc822(String text) {
        return OffsetDateTime.parse(text, RFC_822);
    }

    /** RFC 3339 §5.6 as RFC 4287 §3.3 narrows it. */
    static boolean isRfc3339(String text) {
        try {
            return RFC_3339.matcher(text).matches() && OffsetDateTime.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    static boolean isDay(String text) {
        try {
            return text.length() == 10 && LocalDate.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** An absolute http or https address in ASCII (RFC 3986). */
    static boolean isWeb(String text) {
        try {
            URI address = new URI(text);
            return ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getHost() != null
                    && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** A URI that can be compared for ever: a tag (RFC 4151), or an address. */
    static boolean isId(String text) {
        return isWeb(text) || TAG_URI.matcher(text).matches();
    }

    static boolean isMime(String text) {
        return MIME.matcher(text).matches();
    }

    /** RFC 5646, as far as its form goes. */
    static boolean isLanguage(String text) {
        return LANGUAGE.matcher(text).matches();
    }

    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }
}
