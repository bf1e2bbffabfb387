package org.yizhan.article;

import java.util.List;
import java.util.Optional;

/** The known sources. Implementations are safe for concurrent use and answer from memory. */
public interface Sources {

    /** The source with this id. */
    Optional<Source> find(String id);

    /**
     * The source a printed name stands for: names and aliases, with 官网, 网站, 客户端, 微信公众号, 发布 and quotation marks
     * looked through; of a channel and a paper (人民网－人民日报) the paper. Empty where two sources have the name.
     */
    Optional<Source> resolve(String printedName);

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
