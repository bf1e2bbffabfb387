package org.yizhan.check;

import java.util.List;
import java.util.Optional;
import org.yizhan.article.Article;
import org.yizhan.article.Channel;
import org.yizhan.article.Received;
import org.yizhan.article.Tag;
import org.yizhan.article.Verdict;

/** The parts of the pipeline that a dry run asks; none of them may store or send anything. */
public interface Steps {

    /** The articles in a record; throws {@code Unreadable} where none can be made of it. */
    List<Article> normalize(Received received);

    /** What deduplicate would say; empty where nobody can be asked. */
    Optional<Verdict> verdict(Article article);

    /** What tag would say. */
    List<Tag> tags(Article article);

    /** Whether the channel brought the item before. */
    boolean isKnown(Channel channel, String key);
}
