package dev.postern.servlet.browser;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Chromium without a window, with a profile that chromedriver makes anew and takes away. Whatever is looked for is waited for; what does not come fails the test. */
final class Browser implements AutoCloseable {
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration PACE = Duration.ofMillis(40);
    /** What Chromium itself notes of every refusal; that the page says it too is asserted elsewhere. */
    private static final String REFUSED =
            ".*/postern/(api/|dashboard/(session|registration)|challenge|verify).* - Failed to load resource: "
                    + "(the server responded with a status of [45]\\d\\d .*|net::ERR_(CONNECTION_REFUSED|INTERNET_DISCONNECTED).*)";
    /** One call, where WebDriver's own would need three. */
    private static final String VISIBLE = "return [...document.querySelectorAll(arguments[0])]"
            + ".find((element) => element.checkVisibility({ visibilityProperty: true }))";

    private final ChromeDriver driver;
    private final WebDriverWait wait;

    private Browser(File chromium, File chromedriver, Map<String, Object> preferences) {
        SELENIUM.setLevel(Level.SEVERE); // it warns that it knows no binding to this Chromium's own protocol
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions()
                .setBinary(chromium)
                .addArguments(
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--accept-lang=en-GB",
                        "--hide-scrollbars");
        options.setCapability(ChromeOptions.LOGGING_PREFS, logging);
        options.setExperimentalOption("prefs", preferences);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver)
                .build();
        driver = new ChromeDriver(service, options);
        wait = new WebDriverWait(driver, PATIENCE, PACE);
        wait.ignoring(StaleElementReferenceException.class);
    }

    /** A new one, with an empty profile. */
    static Browser start() {
        return start(Map.of());
    }

    /** A new one that keeps no cookies. */
    static Browser startWithoutCookies() {
        return start(Map.of("profile.default_content_setting_values.cookies", 2));
    }

    private static Browser start(Map<String, Object> preferences) {
        Optional<File> chromium = installed("chromium", "chromium-browser", "google-chrome");
        Optional<File> chromedriver = installed("chromedriver");
        if (chromium.isPresent() && chromedriver.isPresent()) {
            return new Browser(chromium.get(), chromedriver.get(), preferences);
        }
        String missing = "no Chromium to look at the pages with: apt-get install chromium chromium-driver";
        return "true".equals(System.getenv("CI")) ? fail(missing) : abort(missing);
    }

    private static Optional<File> installed(String... names) {
        List<String> directories =
                List.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator));
        return Stream.of(names)
                .flatMap(name -> directories.stream().map(directory -> new File(directory, name)))
                .filter(File::canExecute)
                .findFirst();
    }

    /** Opens an address as somebody who has never been there. */
    void openAnew(String address) {
        driver.get("about:blank");
        forgetCookies();
        driver.get(address);
    }

    void forgetCookies() {
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
    }

    void back() {
        driver.navigate().back();
    }

    void newTab() {
        driver.switchTo().newWindow(WindowType.TAB);
    }

    /** Back to the first one. */
    void closeTab() {
        driver.close();
        driver.switchTo().window(driver.getWindowHandles().iterator().next());
    }

    /** Whether pages run scripts from now on. */
    void allowScripts(boolean allowed) {
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !allowed));
    }

    /** What no page gets from now on, in place of what was blocked before. */
    void block(String... addresses) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of(addresses)));
    }

    /** Runs this in each page from now on, before its own scripts; what it gives back takes it away again. */
    Runnable beforeScripts(String script) {
        Object identifier = driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script))
                .get("identifier");
        return () -> driver.executeCdpCommand(
                "Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", Objects.requireNonNull(identifier)));
    }

    /** What the browser says that its person reads. */
    void language(String language) {
        driver.executeCdpCommand("Network.setExtraHTTPHeaders", Map.of("headers", Map.of("Accept-Language", language)));
    }

    void reload() {
        driver.navigate().refresh();
    }

    /** Opens a tab that this one holds on to, and goes on in it. Chromium keeps no page of such a tab alive for the way back. */
    void openBeside(String address) {
        Set<String> before = driver.getWindowHandles();
        script("return Boolean(window.open(arguments[0]));", address);
        Set<String> after = new HashSet<>(driver.getWindowHandles());
        after.removeAll(before);
        driver.switchTo().window(after.iterator().next());
    }

    /** Takes the network away, or gives it back. */
    void network(boolean available) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", !available, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    /** Makes the main thread this many times as slow, and no worker. */
    void slowDown(int times) {
        driver.executeCdpCommand("Emulation.setCPUThrottlingRate", Map.of("rate", times));
    }

    /** The element, once it can be seen. */
    WebElement see(String selector) {
        return Objects.requireNonNull(wait.withMessage(() -> "no " + selector + " can be seen, but: " + shown())
                .until(it -> visible(selector)));
    }

    private String shown() {
        return script("return document.body.innerText;").toString();
    }

    private @Nullable WebElement visible(String selector) {
        return (WebElement) driver.executeScript(VISIBLE + "?? null;", selector);
    }

    boolean isVisible(String selector) {
        return visible(selector) != null;
    }

    /** Waits until no such element can be seen. */
    void seeNoMore(String selector) {
        until(selector + " stays", () -> visible(selector) == null);
    }

    /** Waits until the element says this, among other things. */
    void see(String selector, String text) {
        see(selector, text, PATIENCE);
    }

    /** The same with more patience, for what a busy machine may take long for. */
    void see(String selector, String text, Duration patience) {
        WebDriverWait longer = new WebDriverWait(driver, patience, PACE);
        longer.ignoring(StaleElementReferenceException.class);
        longer.withMessage(() -> selector + " does not say: " + text + "; but: " + shown())
                .until(it -> said(selector).contains(text));
    }

    private String said(String selector) {
        return script(VISIBLE + "?.innerText ?? '';", selector).toString();
    }

    void until(String failure, BooleanSupplier condition) {
        wait.withMessage(failure).until(it -> condition.getAsBoolean());
    }

    String text(String selector) {
        see(selector);
        return said(selector).strip();
    }

    String attribute(String selector, String name) {
        return Objects.requireNonNull(see(selector).getDomAttribute(name), name);
    }

    void click(String selector) {
        see(selector).click();
    }

    void doubleClick(String selector) {
        new Actions(driver).doubleClick(see(selector)).perform();
    }

    /** Puts this in a field, in place of what was there. */
    void type(String selector, String text) {
        WebElement field = see(selector);
        field.clear();
        field.sendKeys(text);
    }

    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    void pressWithShift(Keys key) {
        new Actions(driver).keyDown(Keys.SHIFT).sendKeys(key).keyUp(Keys.SHIFT).perform();
    }

    /** What a function body gives back, run outside of the page's content security policy. */
    Object script(String body, Object... arguments) {
        return Objects.requireNonNull(driver.executeScript(body, arguments), body);
    }

    /** What the promise that a function body gives back resolves to. */
    Object promised(String body, Object... arguments) {
        String script = "const done = arguments[arguments.length - 1]; (async (...given) => {" + body
                + "})(...arguments).then(done, (error) => done('failed: ' + error));";
        return Objects.requireNonNull(driver.executeAsyncScript(script, arguments), body);
    }

    /** What the page put on the clipboard. */
    String clipboard(String origin) {
        driver.executeCdpCommand(
                "Browser.grantPermissions", Map.of("origin", origin, "permissions", List.of("clipboardReadWrite")));
        return promised("return navigator.clipboard.readText();").toString();
    }

    /** Shows the page as this screen does, without what moves. */
    void look(Look look) {
        show(look);
        // Two frames, and everything that watches the page's size has been told.
        promised("await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));"
                + " return true;");
    }

    /** The same for a page that runs no scripts. */
    void show(Look look) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width", look.width(),
                        "height", look.height(),
                        "deviceScaleFactor", 1,
                        "mobile", look.isNarrow()));
        prefer(Map.of("prefers-color-scheme", look.scheme(), "prefers-reduced-motion", "reduce"));
    }

    /** What media queries are told of whoever sits there. */
    void prefer(Map<String, String> features) {
        List<Map<String, String>> all = features.entrySet().stream()
                .map(feature -> Map.of("name", feature.getKey(), "value", feature.getValue()))
                .toList();
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", all));
    }

    /** What assistive technology is told of the page: each node's role and name. */
    String accessibilityTree() {
        driver.executeCdpCommand("Accessibility.enable", Map.of());
        List<?> nodes =
                (List<?>) Objects.requireNonNull(driver.executeCdpCommand("Accessibility.getFullAXTree", Map.of())
                        .get("nodes"));
        return nodes.stream()
                .map(node -> (Map<?, ?>) node)
                .map(node -> value(node, "role") + ": " + value(node, "name"))
                .collect(Collectors.joining("\n"));
    }

    private static String value(Map<?, ?> node, String property) {
        return node.get(property) instanceof Map<?, ?> held ? String.valueOf(held.get("value")) : "";
    }

    /** How far the page reaches beyond the screen's right edge, in pixels. */
    Object overhang() {
        return script(
                "const { scrollWidth, clientWidth } = document.scrollingElement; return scrollWidth - clientWidth;");
    }

    /** Writes the whole page to a PNG file. */
    void photograph(Path file) throws IOException {
        Map<String, Object> shot = driver.executeCdpCommand(
                "Page.captureScreenshot",
                Map.of("format", "png", "captureBeyondViewport", !isVisible("dialog[open]"), "optimizeForSpeed", true));
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(
                file,
                Base64.getDecoder()
                        .decode(Objects.requireNonNull(shot.get("data")).toString()));
    }

    /** What the browser has complained of since it was asked last: errors of scripts, what the policy stopped, what is missing. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(entry -> entry.getMessage())
                .filter(message -> !message.matches(REFUSED))
                .toList();
    }

    /** The cookie with this name, as its attributes. */
    Map<String, Object> cookie(String name) {
        return Objects.requireNonNull(driver.manage().getCookieNamed(name), name)
                .toJson();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
