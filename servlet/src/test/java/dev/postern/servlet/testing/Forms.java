package dev.postern.servlet.testing;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Forms as browsers encode them. */
public final class Forms {
    /** The type of an urlencoded form. */
    public static final String URLENCODED = "application/x-www-form-urlencoded";

    private static final String KEPT = "*-._";

    private Forms() {}

    /** Names and values in turn as an urlencoded form in UTF-8. */
    public static String of(String... namesAndValues) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(Map.entry(namesAndValues[i], namesAndValues[i + 1]));
        }
        return of(fields, "UTF-8");
    }

    /** Fields as an urlencoded form in this charset, as the URL and encoding standards of the WHATWG say. */
    public static String of(List<Map.Entry<String, String>> fields, String charset) {
        StringBuilder form = new StringBuilder();
        for (Map.Entry<String, String> field : fields) {
            form.append(form.isEmpty() ? "" : "&")
                    .append(encoded(field.getKey(), charset))
                    .append('=')
                    .append(encoded(field.getValue(), charset));
        }
        return form.toString();
    }

    private static String encoded(String text, String charset) {
        StringBuilder encoded = new StringBuilder();
        String lines = text.replaceAll("\r\n|\r|\n", "\r\n");
        lines.codePoints().forEach(c -> {
            for (byte b : bytes(c, charset)) {
                boolean letter = (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
                if (letter || KEPT.indexOf(b) >= 0) {
                    encoded.append((char) b);
                } else {
                    encoded.append(b == ' ' ? "+" : String.format("%%%02X", b));
                }
            }
        });
        return encoded.toString();
    }

    private static byte[] bytes(int codePoint, String charset) {
        String text = Character.toString(codePoint);
        if (charset.equalsIgnoreCase("UTF-8")) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (!charset.equalsIgnoreCase("windows-1252")) {
            throw new AssertionError("the page's charset is " + charset);
        }
        Charset windows = Charset.forName(charset);
        if (windows.newEncoder().canEncode(text)) {
            return text.getBytes(windows);
        }
        boolean unassigned = codePoint >= 0x80 && codePoint < 0xA0;
        return unassigned
                ? new byte[] {(byte) codePoint}
                : ("&#" + codePoint + ";").getBytes(StandardCharsets.US_ASCII);
    }
}
