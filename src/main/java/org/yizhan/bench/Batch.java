package org.yizhan.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * One request of pushed articles, ready to be sent.
 *
 * @param indexes the articles' numbers
 * @param ids their sources' own ids, in the same order
 * @param body the articles as NDJSON
 */
record Batch(List<Integer> indexes, List<String> ids, byte[] body) {

    private static final JsonFactory JSON = new JsonFactory();

    static Batch of(List<SyntheticArticle> articles) throws IOException {
        var body = new ByteArrayOutputStream(articles.size() * 3_500);
        try (var generator = JSON.createGenerator(body)) {
            generator.setRootValueSeparator(new SerializedString("\n"));
            for (var article : articles) {
                article.write(generator);
            }
        }
        return new Batch(
                articles.stream().map(SyntheticArticle::index).toList(),
                articles.stream().map(SyntheticArticle::id).toList(),
                body.toByteArray());
    }
}
