package org.yizhan.pdf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;

/**
 * Sets newspaper sheets as PDFs. The type is a predefined Chinese one that no file has to hold (ISO 32000-1 §9.7.5.2): its
 * codes are UCS-2, so that the text layer is right without a font.
 */
public final class Press {

    public static final double WIDTH = 1000;
    public static final double HEIGHT = 1400;

    private final PDDocument document = new PDDocument();
    private final COSDictionary horizontal = font("UniGB-UCS2-H");
    private final COSDictionary vertical = font("UniGB-UCS2-V");
    private final StringBuilder drawn = new StringBuilder();
    private int rotation;

    private static COSDictionary font(String codes) {
        var system = new COSDictionary();
        system.setItem(COSName.REGISTRY, new COSString("Adobe"));
        system.setItem(COSName.ORDERING, new COSString("GB1"));
        system.setInt(COSName.SUPPLEMENT, 2);
        var face = new COSDictionary();
        face.setItem(COSName.TYPE, COSName.FONT_DESC);
        face.setName(COSName.FONT_NAME, "STSong-Light");
        face.setInt(COSName.FLAGS, 4);
        var descendant = new COSDictionary();
        descendant.setItem(COSName.TYPE, COSName.FONT);
        descendant.setItem(COSName.SUBTYPE, COSName.CID_FONT_TYPE0);
        descendant.setName(COSName.BASE_FONT, "STSong-Light");
        descendant.setItem(COSName.CIDSYSTEMINFO, system);
        descendant.setItem(COSName.FONT_DESC, face);
        descendant.setItem(COSName.DW, COSInteger.get(1000));
        var descendants = new COSArray();
        descendants.add(descendant);
        var font = new COSDictionary();
        font.setItem(COSName.TYPE, COSName.FONT);
        font.setItem(COSName.SUBTYPE, COSName.TYPE0);
        font.setName(COSName.BASE_FONT, "STSong-Light-" + codes);
        font.setName(COSName.ENCODING, codes);
        font.setItem(COSName.DESCENDANT_FONTS, descendants);
        return font;
    }

    /** Sets {@code text} with its first baseline's left end at {@code x}, {@code y} from the upper left corner. */
    public Press text(double x, double y, double size, String text) {
        return set("H", x, y, size, text, "1 0 0 1");
    }

    /** Sets {@code text} from top to bottom. */
    public Press down(double x, double y, double size, String text) {
        return set("V", x, y, size, text, "1 0 0 1");
    }

    /** Sets {@code text} running upwards, on its side. */
    public Press turned(double x, double y, double size, String text) {
        return set("H", x, y, size, text, "0 1 -1 0");
    }

    private Press set(String font, double x, double y, double size, String text, String matrix) {
        String codes = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_16BE));
        drawn.append(String.format(
                Locale.ROOT, "BT /%s %.2f Tf %s %.2f %.2f Tm <%s> Tj ET%n", font, size, matrix, x, HEIGHT - y, codes));
        return this;
    }

    /** Draws the frame of a box. */
    public Press box(double x, double y, double width, double height) {
        drawn.append(String.format(Locale.ROOT, "%.2f %.2f %.2f %.2f re S%n", x, HEIGHT - y - height, width, height));
        return this;
    }

    /** Draws a line. */
    public Press rule(double x1, double y1, double x2, double y2) {
        drawn.append(String.format(Locale.ROOT, "%.2f %.2f m %.2f %.2f l S%n", x1, HEIGHT - y1, x2, HEIGHT - y2));
        return this;
    }

    /** Names every character by its own code, whatever the type knows of (§9.10.3, {@code ToUnicode}). */
    public Press named() {
        horizontal.setItem(COSName.TO_UNICODE, COSName.IDENTITY_H);
        return this;
    }

    /** Turns the sheet that is being set. */
    public Press rotate(int degrees) {
        rotation = degrees;
        return this;
    }

    /** Ends a sheet. */
    public Press sheet() throws IOException {
        var page = new PDPage(new PDRectangle((float) WIDTH, (float) HEIGHT));
        page.setRotation(rotation);
        var resources = new PDResources();
        var fonts = new COSDictionary();
        fonts.setItem("H", horizontal);
        fonts.setItem("V", vertical);
        resources.getCOSObject().setItem(COSName.FONT, fonts);
        page.setResources(resources);
        var content = new PDStream(document);
        try (var out = content.createOutputStream(COSName.FLATE_DECODE)) {
            out.write(drawn.toString().getBytes(StandardCharsets.US_ASCII));
        }
        page.setContents(content);
        document.addPage(page);
        drawn.setLength(0);
        rotation = 0;
        return this;
    }

    /** The document, for what a test does to it before it is printed. */
    public PDDocument document() {
        return document;
    }

    /** Ends the PDF. */
    public byte[] print() throws IOException {
        var bytes = new ByteArrayOutputStream();
        document.save(bytes);
        document.close();
        return bytes.toByteArray();
    }

    /** Breaks paragraphs into lines of {@code width} characters, each first one indented by two. */
    public static List<String> lines(List<String> paragraphs, int width) {
        var lines = new ArrayList<String>();
        for (String paragraph : paragraphs) {
            String rest = "\u3000\u3000" + paragraph;
            while (!rest.isEmpty()) {
                int to = Math.min(width, rest.length());
                lines.add(rest.substring(0, to));
                rest = rest.substring(to);
            }
        }
        return lines;
    }
}
