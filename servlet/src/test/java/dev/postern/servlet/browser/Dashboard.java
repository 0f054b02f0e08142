package dev.postern.servlet.browser;

import dev.postern.servlet.testing.PhraseTable;
import java.util.UUID;

/** The dashboard's own controls, as a person uses them. */
final class Dashboard {
    static final String PASSWORD = "correct horse battery";

    private final Browser browser;
    private final String origin;

    Dashboard(Browser browser, String origin) {
        this.browser = browser;
        this.origin = origin;
    }

    /** Opens it as somebody who is not signed in. */
    void open() {
        browser.openAnew(origin + "/postern/dashboard/");
        browser.see("#sign-in");
    }

    /** An address that nobody has used. */
    static String newEmail() {
        return "ada." + UUID.randomUUID().toString().substring(0, 8) + "@example.org";
    }

    /** Opens it and makes an account; its address. */
    String signUp() {
        String email = newEmail();
        open();
        browser.click("#to-sign-up");
        browser.type("#email", email);
        browser.type("#name", "Ada Lovelace");
        browser.type("#password", PASSWORD);
        browser.click("#sign-up-submit");
        browser.see("#nav-overview[aria-current]");
        return email;
    }

    void signIn(String email, String password) {
        browser.type("#sign-in #email", email);
        browser.type("#sign-in #password", password);
        browser.click("#sign-in-submit");
    }

    void signOut() {
        go("account");
        browser.click("#sign-out");
        browser.see("#sign-in-message", "You are signed out.");
    }

    /** Goes to a view, and waits until it has what it shows. */
    void go(String view) {
        browser.click("#nav-" + view);
        browser.see("#nav-" + view + "[aria-current]");
        settled();
    }

    void settled() {
        browser.until("something is still loading", () -> !browser.isVisible("[aria-busy=true]"));
    }

    /** Opens the dialog for a new key that lets every right answer through, and fills it in. */
    void fillInNewKey(String name) {
        go("keys");
        browser.click("#create-key");
        browser.type("#key-name", name);
        browser.type("#key-min-score", "0");
    }

    /** Creates a key that lets every right answer through; its secret. */
    String createKey(String name) {
        fillInNewKey(name);
        browser.click("#key-save");
        String secret = browser.text("#new-key");
        browser.click("#new-key-close");
        browser.seeNoMore("dialog");
        settled();
        return secret;
    }

    /** What the ids of the newest key's controls begin with. */
    String newestKey() {
        return "#" + browser.attribute(".keys tbody tr", "id");
    }

    /** Sends one of the calls of Try it, and waits for its reply; the status. */
    int send(String step) {
        browser.script("document.querySelector('#" + step + " .status')?.remove(); return true;");
        browser.click("#" + step + "-send");
        return Integer.parseInt(browser.text("#" + step + " .status"));
    }

    /** Answers the challenge that Try it shows. */
    void answer() {
        int answer = PhraseTable.answer(browser.text("#challenge-text"), browser.text("#challenge-instruction"));
        browser.type("#try-answer", Integer.toString(answer));
    }

    /** Goes through the three calls of Try it. */
    void passOnce() {
        send("step-create");
        answer();
        send("step-verify");
        send("step-siteverify");
    }

    /** Reloads the overview until a figure is this. */
    void untilFigure(String name, String value) {
        browser.see("#figure-" + name);
        browser.until("#figure-" + name + " does not become " + value, () -> {
            settled();
            if (browser.text("#figure-" + name).equals(value)) {
                return true;
            }
            browser.click("#reload");
            return false;
        });
    }
}
