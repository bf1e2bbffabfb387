package org.yizhan.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The languages that pages speak; Chinese where nobody asked for English. */
public enum Language {
    ZH("zh", "zh-CN"),
    EN("en", "en");

    private static final String NAME = "lang";
    private static final long A_YEAR = 365L * 24 * 3600;

    private final String word;
    private final String tag;

    Language(String word, String tag) {
        this.word = word;
        this.tag = tag;
    }

    /** As addresses and the cookie say it: {@code zh} or {@code en}. */
    public String word() {
        return word;
    }

    /** The language tag (BCP 47) for {@code lang} attributes. */
    public String tag() {
        return tag;
    }

    /** The one of two spellings that is in this language. */
    public String say(String chinese, String english) {
        return this == ZH ? chinese : english;
    }

    /** The other one. */
    public Language other() {
        return this == ZH ? EN : ZH;
    }

    /** What the reader chose by {@code ?lang=}, which is kept in a cookie, then what the browser prefers. */
    public static Language of(RoutingContext context) {
        return of(context.request());
    }

    /** The same for a request that no route was found for. */
    public static Language of(HttpServerRequest request) {
        Optional<Language> chosen = ofWord(QueryString.of(request).get(NAME));
        chosen.ifPresent(language -> request.response()
                .addCookie(Cookie.cookie(NAME, language.word)
                        .setPath("/")
                        .setMaxAge(A_YEAR)
                        .setSameSite(CookieSameSite.LAX)));
        Cookie kept = request.getCookie(NAME);
        return chosen.or(() -> kept == null ? Optional.empty() : ofWord(kept.getValue()))
                .orElseGet(() -> preferred(request.getHeader("Accept-Language")));
    }

    /** The one called so in addresses. */
    public static Optional<Language> ofWord(@Nullable String word) {
        for (Language language : values()) {
            if (language.word.equals(word)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    /** The best match by RFC 4647 §3.4; Chinese where the header is absent, unreadable or asks for neither. */
    public static Language preferred(@Nullable String header) {
        if (header == null || header.length() > 500) {
            return ZH;
        }
        try {
            String found = Locale.lookupTag(Locale.LanguageRange.parse(header), List.of(ZH.word, EN.word));
            return EN.word.equals(found) ? EN : ZH;
        } catch (IllegalArgumentException unreadable) {
            return ZH;
        }
    }
}
