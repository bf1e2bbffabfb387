package org.yizhan.article;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The known sources. Implementations are safe for concurrent use and answer from memory. */
public interface Sources {

    /** The host of an address. */
    Pattern HOST = Pattern.compile("^https?://(?:www\\.)?([^/:?#\\s]+)", Pattern.CASE_INSENSITIVE);

    /** The source with this id. */
    Optional<Source> find(String id);

    /**
     * The source a printed name stands for: names and aliases, with 官网, 网站, 客户端, 微信公众号, 发布 and quotation marks
     * looked through; of a channel and a paper (人民网－人民日报) the paper. Empty where two sources have the name.
     */
    Optional<Source> resolve(String printedName);

    /** The one source whose homepage is on the host of {@code address}; empty where several are. */
    default Optional<Source> at(String address) {
        String host = host(address);
        List<Source> there = host.isEmpty()
                ? List.of()
                : all().stream()
                        .filter(source -> host(source.homepage()).equals(host))
                        .toList();
        return there.size() == 1 ? Optional.of(there.getFirst()) : Optional.empty();
    }

    /** In lower case and without {@code www.}; empty where it has none. */
    private static String host(String address) {
        Matcher host = HOST.matcher(address);
        return host.find() ? host.group(1).toLowerCase(Locale.ROOT) : "";
    }

    /** Every known source, by id. */
    List<Source> all();

    /** No sources at all. */
    Sources NONE = new Sources() {
        @Override
        public Optional<Source> find(String id) {
            return Optional.empty();
        }

        @Override
        public Optional<Source> resolve(String printedName) {
            return Optional.empty();
        }

        @Override
        public List<Source> all() {
            return List.of();
        }
    };
}
