package org.yizhan.pdf;

import java.util.List;

/**
 * One sheet of a PDF, read.
 *
 * @param articles in reading order
 * @param warnings what was left out
 */
public record Sheet(List<Printed> articles, List<String> warnings) {

    public Sheet {
        articles = List.copyOf(articles);
        warnings = List.copyOf(warnings);
    }

    /**
     * What stands under one headline.
     *
     * @param above lines over the title in smaller type
     * @param title the lines in the largest type; empty where no headline stands there
     * @param below lines under the title in smaller type than it
     * @param paragraphs whole again where a line or column ended
     * @param captions texts in smaller type than the running text
     */
    public record Printed(
            List<String> above, String title, List<String> below, List<String> paragraphs, List<String> captions) {
        public Printed {
            above = List.copyOf(above);
            below = List.copyOf(below);
            paragraphs = List.copyOf(paragraphs);
            captions = List.copyOf(captions);
        }
    }
}
