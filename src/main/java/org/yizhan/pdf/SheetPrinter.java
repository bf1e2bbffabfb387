package org.yizhan.pdf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.pdfbox.contentstream.PDFStreamEngine;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorProcessor;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;
import org.yizhan.article.Unreadable;

/** Draws the sheets of a PDF and notes where each character, rule and box goes. Used by one thread, once. */
final class SheetPrinter extends PDFTextStripper {

    private static final int MOST_GLYPHS = 200_000;
    private static final int MOST_OPERATORS = 5_000_000;
    private static final int MOST_SHAPES = 5_000;

    private final List<Ink> sheets = new ArrayList<>();
    private final List<Box> pending = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private PDRectangle area = PDRectangle.A4;
    private boolean isTurned;
    private int operators;
    private double penX;
    private double penY;

    SheetPrinter() {
        setSortByPosition(false);
        setSuppressDuplicateOverlappingText(false);
        addOperator(new Shape("re", this));
        addOperator(new Shape("m", this));
        addOperator(new Shape("l", this));
        List.of("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n")
                .forEach(paint -> addOperator(new Shape(paint, this)));
    }

    List<Ink> sheets() {
        return sheets;
    }

    @Override
    protected void startPage(PDPage page) {
        area = page.getCropBox();
        isTurned = page.getRotation() != 0;
        sheets.add(new Ink(area.getWidth(), area.getHeight()));
        seen.clear();
    }

    @Override
    protected void writePage() {
        // its text is taken from where the characters stand
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        if (++operators > MOST_OPERATORS) {
            throw new Unreadable("pdf-too-large", "the PDF draws more than any newspaper page does");
        }
        super.processOperator(operator, operands);
    }

    @Override
    protected void processTextPosition(TextPosition at) {
        Ink ink = sheets.getLast();
        String printed = at.getUnicode();
        if (printed == null || printed.isEmpty()) {
            return;
        }
        String text = Radicals.unified(printed);
        if (at.getFont().isVertical()) {
            ink.vertical++;
        } else if (at.getDir() != 0) {
            ink.turned++;
        } else if (isNew(at, text)) {
            if (ink.glyphs.size() == MOST_GLYPHS) {
                throw new Unreadable("pdf-too-large", "a sheet holds more than " + MOST_GLYPHS + " characters");
            }
            ink.glyphs.add(new Glyph(at.getXDirAdj(), at.getYDirAdj(), at.getWidthDirAdj(), at.getYScale(), text));
        }
    }

    /** Observed: shadows and bold type made by printing a character twice, a little aside → it counts once. */
    private boolean isNew(TextPosition at, String text) {
        return seen.add(String.format(
                Locale.ROOT, "%s %d %d", text, Math.round(at.getXDirAdj() / 2), Math.round(at.getYDirAdj() / 2)));
    }

    private void draw(String name, List<COSBase> operands) {
        switch (name) {
            case "re" ->
                line(
                        number(operands, 0),
                        number(operands, 1),
                        number(operands, 0) + number(operands, 2),
                        number(operands, 1) + number(operands, 3));
            case "m" -> pen(number(operands, 0), number(operands, 1));
            case "l" -> {
                line(penX, penY, number(operands, 0), number(operands, 1));
                pen(number(operands, 0), number(operands, 1));
            }
            case "n" -> pending.clear();
            default -> {
                pending.forEach(sheets.getLast()::shape);
                pending.clear();
            }
        }
    }

    private void pen(double x, double y) {
        penX = x;
        penY = y;
    }

    private void line(double x1, double y1, double x2, double y2) {
        if (isTurned || pending.size() >= MOST_SHAPES || sheets.getLast().rules.size() >= MOST_SHAPES) {
            return;
        }
        Matrix matrix = getGraphicsState().getCurrentTransformationMatrix();
        var from = matrix.transformPoint((float) x1, (float) y1);
        var to = matrix.transformPoint((float) x2, (float) y2);
        double left = Math.min(from.x, to.x) - area.getLowerLeftX();
        double right = Math.max(from.x, to.x) - area.getLowerLeftX();
        double top = area.getUpperRightY() - Math.max(from.y, to.y);
        double bottom = area.getUpperRightY() - Math.min(from.y, to.y);
        pending.add(new Box(left, top, right, bottom));
    }

    private static double number(List<COSBase> operands, int at) {
        return at < operands.size() && operands.get(at) instanceof COSNumber number ? number.floatValue() : 0;
    }

    private static final class Shape extends OperatorProcessor {

        private final String name;
        private final SheetPrinter printer;

        Shape(String name, SheetPrinter printer) {
            super((PDFStreamEngine) printer);
            this.name = name;
            this.printer = printer;
        }

        @Override
        public void process(Operator operator, List<COSBase> operands) {
            printer.draw(name, operands);
        }

        @Override
        public String getName() {
            return name;
        }
    }
}
