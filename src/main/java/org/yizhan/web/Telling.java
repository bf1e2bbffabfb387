package org.yizhan.web;

import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.deliver.Topics.News;
import org.yizhan.deliver.Topics.Reader;

/** Tells readers what is new, each as soon as it is made. As safe for concurrent use as {@code each}. */
record Telling(BiConsumer<Reader, News> each) {

    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

    /** One whose news can't be made is left out. */
    void tell(Reader reader, Supplier<News> made) {
        News news;
        try {
            news = made.get();
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("stage", "deliver")
                    .addKeyValue("topic", reader.topic().path())
                    .addKeyValue("error", e.getMessage())
                    .log("what is new could not be made; it is delivered later");
            return;
        }
        each.accept(reader, news);
    }

    /** The reader's topic is no more. */
    void gone(Reader reader, String reason) {
        each.accept(reader, new News.Gone(reason));
    }
}
