package org.yizhan.html;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.yizhan.article.Image;

/** Takes the pictures out of a digital newspaper's text. Stateless. */
final class PaperPictures {

    /** The words beside a picture are its caption up to so many characters. */
    private static final int CAPTION = 300;

    private PaperPictures() {}

    /** The pictures in {@code body}, with the words that stand in the same figure or table as their captions. */
    static List<Image> takenOut(Element body) {
        Pictures.mend(body);
        Map<Element, Optional<String>> captions = new IdentityHashMap<>();
        var pictures = new ArrayList<Image>();
        var taken = new ArrayList<Element>();
        for (Element image : body.select("img")) {
            Optional<Element> frame = Optional.ofNullable(image.closest("figure, table"))
                    .filter(around -> around != body && Density.isIn(around, body));
            Optional<String> caption =
                    frame.flatMap(around -> captions.computeIfAbsent(around, PaperPictures::caption));
            String url = Addresses.of(image, "src").orElseGet(() -> image.attr("src"));
            pictures.add(new Image(url, caption.orElse("")));
            taken.add(caption.flatMap(words -> frame).orElse(image));
        }
        Removal.of(taken);
        return pictures;
    }

    private static Optional<String> caption(Element frame) {
        String text = frame.text();
        return text.length() <= CAPTION ? Optional.of(Lines.fold(text)) : Optional.empty();
    }
}
