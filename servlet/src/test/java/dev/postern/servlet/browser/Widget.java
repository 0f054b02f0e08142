package dev.postern.servlet.browser;

import java.util.List;
import java.util.Map;

/** The widget of the page, as a person and the page itself see it. */
final class Widget {
    private final Browser browser;
    private final String origin;

    Widget(Browser browser, String origin) {
        this.browser = browser;
        this.origin = origin;
    }

    /** Opens a page of the shop, and waits until the widget is there. */
    void open(String page) {
        browser.openAnew(origin + page);
        browser.until("there is no widget", () -> (boolean)
                browser.script("return document.querySelector('postern-captcha')?.shadowRoot !== undefined;"));
    }

    /** What a function body makes of the element, {@code it}, and of the box in its shadow. */
    Object script(String body) {
        return browser.script("const it = document.querySelector('postern-captcha');"
                + " const box = it?.shadowRoot?.querySelector('.box'); " + body);
    }

    String state() {
        return script("return box?.dataset.state ?? 'none';").toString();
    }

    /** What it says. */
    String message() {
        return script("return box.querySelector('[role=status]').textContent;").toString();
    }

    /** Waits until it is in this state. */
    void see(String state) {
        browser.until("the widget is not " + state, () -> state().equals(state));
    }

    /** Waits until it is in this state, and says this, among other things. */
    void see(String state, String message) {
        browser.until(
                "the widget is not " + state + " and says: " + message,
                () -> state().equals(state) && message().contains(message));
    }

    String value() {
        return script("return it.value;").toString();
    }

    boolean isValid() {
        return (boolean) script("return it.form.checkValidity();");
    }

    /** The entries of its form with its name. */
    List<?> entries() {
        return (List<?>) script("return new FormData(it.form).getAll(it.name);");
    }

    String question() {
        return script("return box.querySelector('label').textContent;").toString();
    }

    String text() {
        return script("return box.querySelector('p').textContent;").toString();
    }

    /** Puts this in the field for the answer, which then has the focus. */
    void answer(String answer) {
        script("const field = box.querySelector('input'); field.focus(); field.value = ''; return true;");
        browser.press(answer);
    }

    /** What the page has noted: {@code events}, {@code violations}, {@code errors}, {@code shows}, {@code tasks}. */
    List<?> seen(String what) {
        return (List<?>) browser.script("return window.seen[arguments[0]];", what);
    }

    /** The types of the events that came so far. */
    List<?> events() {
        return seen("events").stream()
                .map(event -> ((Map<?, ?>) event).get("type"))
                .toList();
    }
}
