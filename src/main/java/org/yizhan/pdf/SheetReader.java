package org.yizhan.pdf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.yizhan.article.Unreadable;

/** Reads the sheets of a PDF by where each character stands. Pure and safe for concurrent use. */
public final class SheetReader {

    /** No newspaper has more in one issue. */
    public static final int MOST_SHEETS = 64;

    private static final int HARDLY_ANY = 20;
    private static final double HEADER = 0.12;

    private SheetReader() {}

    /**
     * Reads {@code pdf}.
     *
     * @param isFurniture tells a line of a page's header or footer
     * @throws Unreadable {@code no-text-layer}, {@code encrypted-pdf}, {@code broken-pdf}, {@code pdf-too-large}
     */
    public static List<Sheet> read(byte[] pdf, Predicate<String> isFurniture) {
        List<Ink> sheets = printed(pdf);
        if (sheets.stream()
                        .mapToInt(ink -> ink.glyphs.size() + ink.turned + ink.vertical)
                        .sum()
                < HARDLY_ANY) {
            throw new Unreadable(
                    "no-text-layer",
                    "the PDF has no text layer, only pictures: it has to go through OCR first; send the OCR's text or a PDF"
                            + " with a text layer");
        }
        return sheets.stream().map(ink -> sheet(ink, isFurniture)).toList();
    }

    /** How many sheets {@code pdf} has, which is read whole for it, so that the sender learns at once what is wrong. */
    public static int count(byte[] pdf) {
        return read(pdf, line -> false).size();
    }

    private static List<Ink> printed(byte[] pdf) {
        PackedStreams.check(pdf);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            int count = document.getNumberOfPages();
            if (count > MOST_SHEETS) {
                throw new Unreadable("pdf-too-large", "the PDF has " + count + " pages; send at most " + MOST_SHEETS);
            }
            var printer = new SheetPrinter();
            printer.getText(document);
            return printer.sheets();
        } catch (InvalidPasswordException locked) {
            throw new Unreadable("encrypted-pdf", "the PDF is encrypted; send it without a password");
        } catch (Unreadable told) {
            throw told;
        } catch (IOException | RuntimeException | StackOverflowError broken) {
            throw new Unreadable("broken-pdf", "the PDF is broken: " + broken.getMessage());
        }
    }

    private static Sheet sheet(Ink ink, Predicate<String> isFurniture) {
        var warnings = new ArrayList<String>();
        if (ink.vertical > 0) {
            warnings.add(ink.vertical + " characters in vertical type were left out");
        }
        if (ink.turned > 0) {
            warnings.add(ink.turned + " characters that stand at an angle were left out");
        }
        if (ink.glyphs.isEmpty()) {
            warnings.add("a sheet has no text layer; it has to go through OCR first");
            return new Sheet(List.of(), warnings);
        }
        double body = bodySize(ink.glyphs);
        List<TypeLine> lines = withoutFurniture(TypeLines.of(ink.glyphs, body, ink.rules), ink, isFurniture);
        List<TypeBlock> blocks = TypeBlock.of(lines, body, ink.rules);
        List<Story> stories = ReadingOrder.of(blocks, ink.boxes, ink.rules);
        return new Sheet(
                stories.stream().map(story -> Typesetting.of(story, blocks)).toList(), warnings);
    }

    /** The size that most characters have. */
    private static double bodySize(List<Glyph> glyphs) {
        Map<Long, Integer> sizes = new TreeMap<>();
        glyphs.forEach(glyph -> sizes.merge(Math.round(2 * glyph.size()), 1, Integer::sum));
        return sizes.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .orElseThrow()
                        .getKey()
                / 2.0;
    }

    /** Lines of the page's header and footer, and the paper's name beside the header's date, left out. */
    private static List<TypeLine> withoutFurniture(List<TypeLine> lines, Ink ink, Predicate<String> isFurniture) {
        List<TypeLine> furniture =
                lines.stream().filter(line -> isFurniture.test(line.text())).toList();
        double top = ink.height() * HEADER;
        double header = furniture.stream()
                .map(TypeLine::box)
                .filter(box -> box.bottom() < top)
                .mapToDouble(Box::bottom)
                .max()
                .orElse(0);
        return lines.stream()
                .filter(line -> !furniture.contains(line))
                .filter(line -> line.box().top() >= header)
                .toList();
    }
}
