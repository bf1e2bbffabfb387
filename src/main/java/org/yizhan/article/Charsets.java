package org.yizhan.article;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Turns bytes into text, whatever they claim to be. In this order the first that fits wins: a byte order mark; zeros
 * where UTF-16 has them; UTF-8, for nothing else is valid UTF-8 by chance, and where nearly all of it is, only some
 * bytes are broken; the charset of the HTTP header; the one declared inside; GB18030, or Big5 where that makes more common words. Names are read as
 * browsers read them: gb2312 and gbk are GB18030, iso-8859-1 is windows-1252, big5 has the Hong Kong characters. Where
 * nothing fits, the candidate that loses least is taken and its unreadable bytes become U+FFFD.
 */
public final class Charsets {

    /**
     * The text without a byte order mark.
     *
     * @param isDamaged whether bytes of it could not be read
     * @param charset the name of the charset it was read in
     */
    public record Decoded(String text, boolean isDamaged, String charset) {

        /** More of a hundred characters that no text has tell a binary file. */
        private static final int FOREIGN_PERCENT = 3;

        /** Whether the bytes are no text at all, as those of a picture or a packed file. */
        public boolean isBinary() {
            long foreign = text.codePoints().filter(Decoded::isForeign).count();
            return foreign * 100 > (long) FOREIGN_PERCENT * text.length();
        }

        private static boolean isForeign(int c) {
            return switch (Character.getType(c)) {
                case Character.CONTROL -> !Character.isWhitespace(c);
                case Character.UNASSIGNED, Character.SURROGATE, Character.PRIVATE_USE -> true;
                default -> c == REPLACED;
            };
        }
    }

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Charset WESTERN = Charset.forName("windows-1252");
    private static final Charset BIG5 = Charset.forName("Big5-HKSCS");
    private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
    private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
    private static final Set<String> CHINESE = Set.of(
            "gb2312", "gbk", "gb_2312-80", "gb_2312", "x-gbk", "chinese", "csgb2312", "euc-cn", "cp936", "ms936");
    private static final Set<String> LATIN =
            Set.of("iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "l1", "ascii", "us-ascii", "ansi_x3.4-1968");
    private static final char REPLACED = '\uFFFD';
    /** Of a hundred characters beyond ASCII so many may be broken in what is still UTF-8. */
    private static final int BROKEN_PERCENT = 5;

    private Charsets() {}

    /** Decodes {@code bytes}, of which nothing is known. */
    public static Decoded decode(byte[] bytes) {
        return decode(bytes, Optional.empty(), Optional.empty());
    }

    /**
     * Decodes {@code bytes}.
     *
     * @param httpCharset the {@code charset} of the {@code Content-Type} it was served with, as it came
     * @param innerCharset what the document says of itself: XML declaration or {@code <meta charset>}
     */
    public static Decoded decode(byte[] bytes, Optional<String> httpCharset, Optional<String> innerCharset) {
        Optional<Decoded> certain = marked(bytes).or(() -> wide(bytes));
        if (certain.isPresent()) {
            return certain.get();
        }
        SequencedSet<Charset> declared = declared(httpCharset, innerCharset);
        return utf8(bytes, declared)
                .or(() -> declared.stream()
                        .flatMap(charset -> strict(bytes, charset).stream())
                        .findFirst())
                .or(() -> chinese(bytes))
                .orElseGet(() -> leastDamaged(bytes, declared));
    }

    /** Observed: Tomcat and old Apache put ISO-8859-1 on everything → what the document says itself is asked first. */
    private static SequencedSet<Charset> declared(Optional<String> httpCharset, Optional<String> innerCharset) {
        var declared = new LinkedHashSet<Charset>();
        httpCharset.flatMap(Charsets::named).ifPresent(declared::add);
        innerCharset.flatMap(Charsets::named).ifPresent(declared::add);
        return declared.size() == 2 && declared.getFirst().equals(WESTERN) ? declared.reversed() : declared;
    }

    private static Optional<Decoded> marked(byte[] bytes) {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return Optional.of(lenient(bytes, 3, StandardCharsets.UTF_8));
        }
        if (startsWith(bytes, 0xFF, 0xFE, 0, 0)) {
            return Optional.of(lenient(bytes, 4, UTF_32LE));
        }
        if (startsWith(bytes, 0, 0, 0xFE, 0xFF)) {
            return Optional.of(lenient(bytes, 4, UTF_32BE));
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return Optional.of(lenient(bytes, 2, StandardCharsets.UTF_16LE));
        }
        return startsWith(bytes, 0xFE, 0xFF)
                ? Optional.of(lenient(bytes, 2, StandardCharsets.UTF_16BE))
                : Optional.empty();
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** UTF-16 and UTF-32 without a mark: documents begin with ASCII signs, and zeros stand beside them. */
    private static Optional<Decoded> wide(byte[] bytes) {
        if (bytes.length < 4) {
            return Optional.empty();
        }
        return switch ((bytes[0] == 0 ? 0 : 8)
                + (bytes[1] == 0 ? 0 : 4)
                + (bytes[2] == 0 ? 0 : 2)
                + (bytes[3] == 0 ? 0 : 1)) {
            case 0b1000 -> Optional.of(lenient(bytes, 0, UTF_32LE));
            case 0b0001 -> Optional.of(lenient(bytes, 0, UTF_32BE));
            case 0b1010 -> Optional.of(lenient(bytes, 0, StandardCharsets.UTF_16LE));
            case 0b0101 -> Optional.of(lenient(bytes, 0, StandardCharsets.UTF_16BE));
            default -> Optional.empty();
        };
    }

    /**
     * The text where it is UTF-8, wholly or nearly. Observed: a few GBK characters in a row may be valid UTF-8 as well
     * (of two bytes each) → where an East Asian charset is declared, UTF-8 needs a character of three bytes.
     */
    private static Optional<Decoded> utf8(byte[] bytes, SequencedSet<Charset> declared) {
        Decoded read = lenient(bytes, 0, StandardCharsets.UTF_8);
        long beyond = read.text.chars().filter(c -> c >= 0x80 && c != REPLACED).count();
        long high = read.text.chars().filter(c -> c >= 0x800 && c != REPLACED).count();
        boolean other = declared.stream().anyMatch(Charsets::isShifting)
                || (beyond > 0 && high == 0 && declared.stream().anyMatch(Charsets::isEastAsian));
        boolean valid = !read.isDamaged || replaced(read.text) * 100 <= beyond * BROKEN_PERCENT;
        return valid && !other ? Optional.of(read) : Optional.empty();
    }

    /** Charsets that write everything in seven bits, so that their bytes are valid UTF-8 too. */
    private static boolean isShifting(Charset charset) {
        return charset.name().startsWith("ISO-2022") || charset.name().equals("UTF-7");
    }

    private static boolean isEastAsian(Charset charset) {
        return charset.equals(GB18030)
                || charset.equals(BIG5)
                || List.of("EUC-JP", "EUC-KR", "Shift_JIS", "windows-31j", "x-windows-949")
                        .contains(charset.name());
    }

    /** Most bytes of either charset are valid in the other, but make words there that nobody uses. */
    private static Optional<Decoded> chinese(byte[] bytes) {
        Optional<Decoded> mainland = strict(bytes, GB18030);
        long fitting = mainland.map(read -> CommonHanzi.count(read.text)).orElse(-1L);
        return strict(bytes, BIG5)
                .filter(read -> CommonHanzi.count(read.text) > 2 * Math.max(0, fitting))
                .or(() -> mainland);
    }

    /** Whether what {@code label} names is the charset that {@code decoded} was read in. */
    public static boolean isRight(String label, Decoded decoded) {
        boolean isWide = decoded.charset.startsWith("UTF-16") || decoded.charset.startsWith("UTF-32");
        return isWide
                ? label.strip().toUpperCase(Locale.ROOT).startsWith(decoded.charset.substring(0, 6))
                : named(label)
                        .filter(charset -> charset.name().equals(decoded.charset))
                        .isPresent();
    }

    private static Decoded leastDamaged(byte[] bytes, SequencedSet<Charset> declared) {
        return Stream.concat(declared.stream(), Stream.of(StandardCharsets.UTF_8, GB18030))
                .distinct()
                .map(charset -> lenient(bytes, 0, charset))
                .min(Comparator.comparingLong(read -> replaced(read.text)))
                .orElseThrow();
    }

    private static long replaced(String text) {
        return text.chars().filter(c -> c == REPLACED).count();
    }

    private static Decoded lenient(byte[] bytes, int from, Charset charset) {
        String text = new String(bytes, from, bytes.length - from, charset);
        return new Decoded(text, text.indexOf(REPLACED) >= 0, charset.name());
    }

    private static Optional<Decoded> strict(byte[] bytes, Charset charset) {
        try {
            String text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(new Decoded(text, false, charset.name()));
        } catch (CharacterCodingException otherCharset) {
            return Optional.empty();
        }
    }

    /** The charset by its label; empty for none, and for UTF-16, which would have been seen. */
    private static Optional<Charset> named(String label) {
        String name = label.strip().replaceAll("^[\"']|[\"';,]+$", "").toLowerCase(Locale.ROOT);
        if (CHINESE.contains(name)) {
            return Optional.of(GB18030);
        }
        if (LATIN.contains(name)) {
            return Optional.of(WESTERN);
        }
        if (name.equals("big5") || name.equals("big-5") || name.equals("big5-hkscs")) {
            return Optional.of(BIG5);
        }
        try {
            return Optional.of(Charset.forName(name))
                    .filter(known -> !known.name().startsWith("UTF-16") && known.canEncode());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Optional.empty();
        }
    }
}
