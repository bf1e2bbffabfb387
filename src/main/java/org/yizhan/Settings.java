package org.yizhan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yizhan.fetch.AllowList;
import org.yizhan.web.Proxies;

/**
 * The configuration in force: {@code application.properties}, each key overridden by a system property of the same name,
 * that by the environment ({@code yizhan.http.port} by {@code YIZHAN_HTTP_PORT}). A secret may lie in a file instead, which
 * {@code YIZHAN_OPS_PASSWORD_FILE} or {@code yizhan.ops.password.file} names. A value that can't be used is refused
 * by name when it is asked for.
 */
public final class Settings {

    static final String EMBEDDED = "embedded";
    static final String FOREVER = "forever";

    /** A hundred years: what is meant for ever says so. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** Keys of secrets end so, and those of addresses that are secrets themselves: those of a new feature are covered before anybody thinks of them. */
    private static final Pattern SECRET = Pattern.compile("(^|[.-])(password|secret|token|key|webhook)$");

    private static final Pattern IN_ADDRESS = Pattern.compile(
            "(?i)(?<=://)[^/?#\\s]*(?=@)|(?<=[?&;](password|secret|token|key|access_token|sslpassword)=)[^&;\\s]+");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})\\s*(MB|GB)", Pattern.CASE_INSENSITIVE);
    private static final String MASK = "••••••";

    private final Properties values;
    private final Map<String, Origin> origins;

    private Settings(Properties values, Map<String, Origin> origins) {
        this.values = values;
        this.origins = origins;
    }

    /** Where a value comes from. */
    enum Origin {
        ENVIRONMENT,
        FILE,
        PROPERTY,
        DEFAULT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads the bundled defaults and lays {@code system} and {@code environment} over them. */
    static Settings load(Properties system, Map<String, String> environment) {
        var values = new Properties();
        try (InputStream defaults = Settings.class.getResourceAsStream("/application.properties")) {
            values.load(defaults);
        } catch (IOException e) {
            throw new UncheckedIOException("application.properties is not in the jar", e);
        }
        var origins = new HashMap<String, Origin>();
        for (String key : values.stringPropertyNames()) {
            Given given = given(key, values.getProperty(key), system, environment);
            values.setProperty(key, given.value().strip());
            origins.put(key, given.origin());
        }
        return new Settings(values, origins);
    }

    private record Given(String value, Origin origin) {}

    private static Given given(String key, String otherwise, Properties system, Map<String, String> environment) {
        Optional<Given> file = isSecret(key) ? file(key, system, environment) : Optional.empty();
        if (file.isEmpty() && environment.containsKey(variable(key))) {
            return new Given(environment.getOrDefault(variable(key), ""), Origin.ENVIRONMENT);
        }
        if (!environment.getOrDefault(variable(key), "").isBlank()) {
            throw new IllegalArgumentException(
                    "%s is set, and so is a file for it; leave one out".formatted(variable(key)));
        }
        String property = system.getProperty(key);
        return file.orElseGet(
                () -> property == null ? new Given(otherwise, Origin.DEFAULT) : new Given(property, Origin.PROPERTY));
    }

    /** The secret in the file that {@code YIZHAN_…_FILE} or the property {@code yizhan.….file} names. */
    private static Optional<Given> file(String key, Properties system, Map<String, String> environment) {
        String path = environment.getOrDefault(variable(key) + "_FILE", system.getProperty(key + ".file", ""));
        if (path.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Given(Files.readString(Path.of(path.strip())), Origin.FILE));
        } catch (IOException e) {
            throw new IllegalArgumentException("the file %s for %s can't be read: %s".formatted(path, key, e), e);
        }
    }

    /** The name of the environment's variable for {@code key}; shells take no hyphen in one. */
    static String variable(String key) {
        return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** These settings with one value replaced. */
    Settings with(String key, String value) {
        var changed = new Properties();
        changed.putAll(values);
        changed.setProperty(key, value);
        return new Settings(changed, origins);
    }

    Origin origin(String key) {
        return origins.getOrDefault(key, Origin.DEFAULT);
    }

    /** Whether the value must never be shown, logged or said in a message. */
    static boolean isSecret(String key) {
        return SECRET.matcher(key).find();
    }

    /** The value as it may be shown: a secret as a mask of one length, an address without the password in it. */
    String shown(String key) {
        String value = text(key);
        return isSecret(key) && !value.isEmpty() ? MASK : withoutSecrets(value);
    }

    /** A text, such as a driver's message, without the passwords of addresses in it. */
    static String withoutSecrets(String text) {
        return IN_ADDRESS.matcher(text).replaceAll(MASK);
    }

    /** All keys and values. */
    Properties all() {
        var copy = new Properties();
        copy.putAll(values);
        return copy;
    }

    String text(String key) {
        String value = values.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException("there is no setting " + key);
        }
        return value;
    }

    /** One of these words, in whichever case; as it stands there. */
    String word(String key, List<String> known) {
        return known.stream()
                .filter(text(key)::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() ->
                        wrong(key, String.join(", ", known.stream().sorted().toList())));
    }

    boolean is(String key) {
        return switch (text(key).toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(key, "true or false");
        };
    }

    int number(String key, int least) {
        try {
            int value = Integer.parseInt(text(key));
            if (value >= least) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below, like a number that is too small
        }
        throw wrong(key, "a whole number from " + least);
    }

    /** A TCP port; 0 for any free one. */
    int port(String key) {
        int port = number(key, 0);
        if (port > 65_535) {
            throw wrong(key, "a port up to 65535");
        }
        return port;
    }

    /** An absolute http or https address. */
    URI webAddress(String key) {
        try {
            URI address = new URI(text(key));
            if (address.getHost() != null && address.getScheme().startsWith("http")) {
                return address;
            }
        } catch (URISyntaxException e) {
            // said below, like an address without a host
        }
        throw wrong(key, "an absolute address such as https://news.example.org");
    }

    /** What may be fetched from besides the public web. */
    AllowList allowList(String key) {
        try {
            return AllowList.parse(text(key)).as(key);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    /** The same; where nothing is written what another key opens, and nothing where it says {@code none}. */
    AllowList allowList(String key, String otherwise) {
        return switch (text(key)) {
            case "" -> allowList(otherwise);
            case "none" -> AllowList.NONE.as(key);
            default -> allowList(key);
        };
    }

    /** The proxies whose word is taken for who asks. */
    Proxies proxies(String key) {
        try {
            return Proxies.parse(text(key));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    /** A size written as {@code 256MB} or {@code 2GB}, in bytes. */
    long bytes(String key) {
        Matcher size = SIZE.matcher(text(key));
        if (!size.matches()) {
            throw wrong(key, "a size such as 256MB or 2GB");
        }
        return Long.parseLong(size.group(1)) * (size.group(2).equalsIgnoreCase("GB") ? 1_000_000_000L : 1_000_000L);
    }

    /** A duration written as {@code 90s}, {@code 30m}, {@code 12h} or {@code 7d}. */
    Duration duration(String key) {
        String text = text(key).toLowerCase(Locale.ROOT);
        try {
            return text.endsWith("d") ? Duration.parse("P" + text) : Duration.parse("PT" + text);
        } catch (java.time.format.DateTimeParseException e) {
            throw wrong(key, "a duration such as 90s, 30m, 12h or 7d");
        }
    }

    /**
     * A duration that is not shorter than {@code least}.
     *
     * @param rule why it must not be, as the message says it
     */
    Duration duration(String key, Duration least, String rule) {
        return within(key, least, "", rule);
    }

    /** The same, or {@code forever}, which is empty. */
    Optional<Duration> kept(String key, Duration least, String rule) {
        return text(key).equalsIgnoreCase(FOREVER)
                ? Optional.empty()
                : Optional.of(within(key, least, " or " + FOREVER, rule));
    }

    private Duration within(String key, Duration least, String otherwise, String rule) {
        Duration value = duration(key);
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            throw wrong(key, "%s to %s%s: %s".formatted(written(least), written(LONGEST), otherwise, rule));
        }
        return value;
    }

    private static String written(Duration duration) {
        return duration.toDays() > 0 ? duration.toDays() + "d" : duration.toHours() + "h";
    }

    IllegalArgumentException wrong(String key, String wanted) {
        return new IllegalArgumentException(key + " is '" + shown(key) + "'; give " + wanted);
    }
}
