package org.yizhan.web;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/**
 * A QR code (ISO/IEC 18004) as the path of an SVG, one unit a module, without the quiet zone of four that goes around it.
 *
 * @param size modules a side; 0 where the text is too long for any code
 */
public record QrCode(int size, String path) {

    private static final int QUIET = 4;

    /** The code of {@code text}, level L: what is on a screen isn't scratched. */
    static QrCode of(String text) {
        try {
            ByteMatrix modules = Encoder.encode(text, ErrorCorrectionLevel.L).getMatrix();
            return new QrCode(modules.getWidth(), path(modules));
        } catch (WriterException tooLong) {
            return new QrCode(0, "");
        }
    }

    /** One stroke for each run of dark modules of a row. */
    private static String path(ByteMatrix modules) {
        var path = new StringBuilder();
        for (int y = 0; y < modules.getHeight(); y++) {
            int x = 0;
            while (x < modules.getWidth()) {
                int end = x;
                while (end < modules.getWidth() && modules.get(end, y) == 1) {
                    end++;
                }
                if (end > x) {
                    path.append('M')
                            .append(x)
                            .append(' ')
                            .append(y)
                            .append('h')
                            .append(end - x)
                            .append("v1H")
                            .append(x)
                            .append('z');
                }
                x = end + 1;
            }
        }
        return path.toString();
    }

    /** The {@code viewBox} with the quiet zone. */
    public String viewBox() {
        int side = size + 2 * QUIET;
        return "-" + QUIET + " -" + QUIET + " " + side + " " + side;
    }
}
