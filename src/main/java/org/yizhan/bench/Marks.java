package org.yizhan.bench;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * Finds in documents the articles they tell of, by their ids. The same document comes to many, so what was found in the
 * latest is remembered. For use by one thread.
 */
final class Marks {
    private static final int REMEMBERED = 1_000;
    private static final int DIGITS = 9;

    private final String mark;
    private final int first;
    private final Map<Key, Found> latest = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Found> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Key(int length, long sum) {}

    /**
     * What a document tells of.
     *
     * @param sum a checksum of its bytes
     * @param articles their numbers, counted from the first
     */
    record Found(int length, long sum, int[] articles) {}

    /** @param first the number of the article that counts as 0 */
    Marks(Newsroom newsroom, int first) {
        this.mark = newsroom.run() + "-";
        this.first = first;
    }

    Found in(byte[] document) {
        var crc = new CRC32C();
        crc.update(document);
        return latest.computeIfAbsent(
                new Key(document.length, crc.getValue()), key -> new Found(key.length(), key.sum(), find(document)));
    }

    private int[] find(byte[] document) {
        var text = new String(document, StandardCharsets.ISO_8859_1);
        var articles = new TreeSet<Integer>();
        for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
            int from = at + mark.length();
            int article = Integer.parseInt(text, from, from + DIGITS, 10) - first;
            if (article >= 0) {
                articles.add(article);
            }
        }
        return articles.stream().mapToInt(Integer::intValue).toArray();
    }
}
