package org.yizhan.pdf;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.yizhan.article.Unreadable;

/**
 * The packed streams of a PDF, unpacked on trial and thrown away, before anything is read into memory: a few kilobytes may
 * unpack to gigabytes. Pictures are passed over, for they are never unpacked. Stateless.
 */
final class PackedStreams {

    private static final long MOST = 96_000_000;
    private static final int DICTIONARY = 4_000;
    private static final Pattern STREAM = Pattern.compile(">>\\s{0,4}stream\\r?\\n");
    private static final Pattern PICTURE = Pattern.compile("/Subtype\\s*/Image\\b");
    private static final Pattern PACKED =
            Pattern.compile("/(?:FlateDecode|Fl\\b|LZWDecode|LZW\\b|RunLengthDecode|RL\\b)");

    private PackedStreams() {}

    /** @throws Unreadable {@code pdf-too-large} where they are too large, or packed twice */
    static void check(byte[] pdf) {
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        Matcher stream = STREAM.matcher(text);
        long all = 0;
        while (stream.find()) {
            int from = Math.max(0, stream.start() - DICTIONARY);
            int object = text.lastIndexOf(" obj", stream.start());
            String dictionary = text.substring(Math.max(from, object), stream.start());
            if (PACKED.matcher(dictionary).results().limit(2).count() > 1 || dictionary.contains("LZW")) {
                throw new Unreadable(
                        "pdf-too-large", "a stream of the PDF is packed twice or by LZW; save it anew without that");
            }
            if (!PICTURE.matcher(dictionary).find()) {
                all += size(pdf, stream.end(), MOST - all);
            }
            if (all >= MOST) {
                throw new Unreadable("pdf-too-large", "the PDF unpacks to more than " + MOST / 1_000_000 + " MB");
            }
        }
    }

    private static long size(byte[] pdf, int from, long most) {
        var inflater = new Inflater();
        try {
            inflater.setInput(pdf, from, pdf.length - from);
            var bin = new byte[65_536];
            long size = 0;
            while (size < most && !inflater.finished()) {
                int read = inflater.inflate(bin);
                if (read == 0) {
                    break;
                }
                size += read;
            }
            return size;
        } catch (DataFormatException notPacked) {
            return 0;
        } finally {
            inflater.end();
        }
    }
}
