package org.yizhan.html;

import java.util.List;
import org.yizhan.article.Image;

/**
 * One article of a digital newspaper's web page, as its markup tells it apart.
 *
 * @param above lines printed above the title (引题)
 * @param title empty where none is marked
 * @param below lines between title and text: subtitle (副题), by-line, and what else stands there
 * @param html the text, not sanitised, its pictures taken out
 * @param pictures with their captions
 */
public record PaperPiece(List<String> above, String title, List<String> below, String html, List<Image> pictures) {

    public PaperPiece {
        above = List.copyOf(above);
        below = List.copyOf(below);
        pictures = List.copyOf(pictures);
    }
}
