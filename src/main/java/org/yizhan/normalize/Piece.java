package org.yizhan.normalize;

import java.util.List;
import java.util.Optional;
import org.yizhan.article.Attribution;
import org.yizhan.article.Image;

/**
 * One piece of a newspaper page: an article, or the part of one that this page holds.
 *
 * @param title the printed lines joined; empty for a continuation that repeats none
 * @param kicker the line above the title (引题)
 * @param subtitle the line below it (副题)
 * @param column the column head it stands under, decorations left out
 * @param byline as printed, mark included
 * @param continuedFrom the page of its first part (上接N版)
 * @param continuedOn the page of its next part (下转N版)
 * @param captions of its pictures
 * @param images its pictures, where the page came with them
 * @param paragraphs whole again where a column break cut them; a sub-heading is an entry of its own
 */
public record Piece(
        Optional<String> title,
        Optional<String> kicker,
        Optional<String> subtitle,
        Optional<String> column,
        Optional<String> byline,
        Attribution attribution,
        Optional<Integer> continuedFrom,
        Optional<Integer> continuedOn,
        List<String> captions,
        List<Image> images,
        List<String> paragraphs) {

    public Piece {
        captions = List.copyOf(captions);
        images = List.copyOf(images);
        paragraphs = List.copyOf(paragraphs);
    }
}
