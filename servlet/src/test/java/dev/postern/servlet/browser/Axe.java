package dev.postern.servlet.browser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What axe-core finds wrong with a page for people who see, hear or move otherwise. */
final class Axe {
    private static final String RUN = """
            const { violations } = await axe.run(document, {
              resultTypes: ['violations'],
              preload: false,
              rules: { 'target-size': { enabled: true } },
            });
            return violations.flatMap(({ id, help, nodes }) =>
              nodes.map(({ html, any }) => `${id}: ${help}: ${html} ${any.map(({ message }) => message).join(' ')}`));
            """;

    private final Browser browser;
    private final String source;

    Axe(Browser browser) throws IOException {
        this.browser = browser;
        try (InputStream script = Objects.requireNonNull(Axe.class.getResourceAsStream("/axe.min.js"))) {
            source = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Each violation in what is shown now, in words. */
    List<String> violations() {
        if (!(boolean) browser.script("return Boolean(window.axe);")) {
            browser.script(source + "; return true;");
        }
        return ((List<?>) browser.promised(RUN)).stream().map(Object::toString).toList();
    }
}
