package dev.postern.servlet.testing;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A page as a browser takes it apart: tags, with attributes unescaped by the rules of HTML. */
public final class Html {
    private static final Map<String, String> NAMED = Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"");

    private final String source;
    private final List<Tag> tags = new ArrayList<>();
    private int next;

    private Html(String source) {
        this.source = source;
    }

    /** A start or end tag; an end tag's name begins with a slash. */
    public record Tag(String name, Map<String, String> attributes, String textAfter) {
        /** An attribute's value, or an empty string. */
        public String attribute(String attribute) {
            return attributes.getOrDefault(attribute, "");
        }
    }

    /** Parses a page. */
    public static Html parse(String page) {
        // What the parser does before all else: it makes one line end of the two characters.
        Html html = new Html(page.replace("\r\n", "\n").replace('\r', '\n'));
        html.tokenize();
        return html;
    }

    /** The tags of these names. */
    public List<Tag> tags(String name) {
        return tags.stream().filter(tag -> tag.name().equals(name)).toList();
    }

    /** The tags' names, all of them in order. */
    public List<String> names() {
        return tags.stream().map(Tag::name).toList();
    }

    /** All tags. */
    public List<Tag> tags() {
        return List.copyOf(tags);
    }

    /** The one form. */
    public Tag form() {
        List<Tag> forms = tags("form");
        if (forms.size() != 1) {
            throw new AssertionError(forms.size() + " forms in " + source);
        }
        return forms.get(0);
    }

    /** What the form submits, with this answer typed in. */
    public List<Map.Entry<String, String>> fields(String answer) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (Tag input : tags("input")) {
            boolean hidden = input.attribute("type").equals("hidden");
            if (!input.attribute("name").isEmpty()) {
                fields.add(Map.entry(input.attribute("name"), hidden ? input.attribute("value") : answer));
            }
        }
        return fields;
    }

    /** What the question is about: a text, or the address of an image. */
    public String text() {
        Tag text = tags.stream()
                .filter(tag -> tag.attribute("id").equals("text"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no text in " + source));
        return text.name().equals("img") ? text.attribute("src") : text.textAfter();
    }

    /** What to do with the text. */
    public String instruction() {
        return tags("label").get(0).textAfter();
    }

    private void tokenize() {
        while ((next = source.indexOf('<', next)) >= 0) {
            next++;
            if (source.startsWith("!", next)) {
                next = source.indexOf('>', next);
                continue;
            }
            tags.add(tag());
        }
    }

    private Tag tag() {
        int start = next;
        while (" \n\t>".indexOf(source.charAt(next)) < 0) {
            next++;
        }
        String name = source.substring(start, next).toLowerCase(Locale.ROOT);
        Map<String, String> attributes = new LinkedHashMap<>();
        while (source.charAt(next) != '>') {
            if (" \n\t/".indexOf(source.charAt(next)) >= 0) {
                next++;
            } else {
                attribute(attributes);
            }
        }
        int end = source.indexOf('<', next);
        if (name.equals("style") || name.equals("script") || name.equals("title")) {
            end = source.indexOf("</" + name, next);
        }
        Tag tag = new Tag(name, attributes, unescape(source.substring(next + 1, end < 0 ? source.length() : end)));
        next = end < 0 ? source.length() : end;
        return tag;
    }

    private void attribute(Map<String, String> attributes) {
        int start = next;
        while ("= \n\t>/".indexOf(source.charAt(next)) < 0) {
            next++;
        }
        String name = source.substring(start, next).toLowerCase(Locale.ROOT);
        String value = "";
        if (source.charAt(next) == '=') {
            char quote = source.charAt(next + 1);
            if (quote != '"') {
                throw new AssertionError("an attribute without quotes at " + source.substring(start));
            }
            int end = source.indexOf(quote, next + 2);
            value = unescape(source.substring(next + 2, end));
            next = end + 1;
        }
        if (attributes.putIfAbsent(name, value) != null) {
            throw new AssertionError("attribute " + name + " twice");
        }
    }

    private static String unescape(String text) {
        StringBuilder unescaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int end = c == '&' ? text.indexOf(';', i) : -1;
            if (c == 0) {
                unescaped.append('\uFFFD');
            } else if (end > i && text.charAt(i + 1) == '#') {
                unescaped.append(character(Integer.parseInt(text.substring(i + 2, end))));
                i = end;
            } else if (end > i && NAMED.containsKey(text.substring(i + 1, end))) {
                unescaped.append(NAMED.get(text.substring(i + 1, end)));
                i = end;
            } else if (c == '&') {
                throw new AssertionError("an ampersand that is not escaped in " + text);
            } else {
                unescaped.append(c);
            }
        }
        return unescaped.toString();
    }

    /** As HTML has it: some references to control characters mean what windows-1252 has there. */
    private static String character(int code) {
        if (code == 0) {
            return "\uFFFD";
        }
        if (code >= 0x80 && code < 0xA0) {
            String windows = new String(new byte[] {(byte) code}, Charset.forName("windows-1252"));
            return windows.equals("\uFFFD") ? Character.toString(code) : windows;
        }
        return Character.toString(code);
    }
}
