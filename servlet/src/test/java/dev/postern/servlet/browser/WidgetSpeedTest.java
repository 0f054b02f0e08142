package dev.postern.servlet.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Difficulty;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** That work is done, and that the page goes on meanwhile; how fast, {@code WidgetBenchmark} measures. The bounds here are loose, for slow machines. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WidgetSpeedTest {
    private static final double LONGEST_TASK_MS = 250;

    private WidgetServer shop;
    private Browser browser;
    private Widget widget;

    @BeforeAll
    void start() throws Exception {
        browser = Browser.start();
        shop = WidgetServer.start(site -> site.work(Difficulty.MEDIUM, Difficulty.MEDIUM), gate -> gate);
        widget = new Widget(browser, shop.origin());
    }

    @AfterAll
    void stop() {
        if (shop != null) {
            shop.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void solver_findsEachCounter_fromTheFirstToTheLast() {
        widget.open("/form");

        assertEquals(List.of(), browser.promised("""
                        const { searcher } = await import('/postern/widget/solver.js');
                        const hex = (bytes) => [...new Uint8Array(bytes)].map((b) => b.toString(16).padStart(2, '0')).join('');
                        const wrong = [];
                        for (const counter of [0, 1, 499, 500, 65535, 65536, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1]) {
                          const message = crypto.getRandomValues(new Uint8Array(36));
                          new DataView(message.buffer).setUint32(32, counter);
                          const target = hex(await crypto.subtle.digest('SHA-256', message));
                          const search = searcher(hex(message.slice(0, 32)), target);
                          const found = [search(Math.max(0, counter - 20), counter), search(counter, counter + 1)];
                          if (found[0] !== -1 || found[1] !== counter) {
                            wrong.push(`${counter}: ${found}`);
                          }
                        }
                        return wrong;
                        """));
    }

    @Test
    void work_isDoneInAWorker_andTheMainThreadIsFree() {
        widget.open("/form?with=auto");
        widget.see("verified");

        assertTrue(longestTask() < LONGEST_TASK_MS, () -> widget.seen("tasks").toString());
        assertTrue(
                (boolean)
                        browser.script(
                                "return performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/widget/solver.js'));"));
    }

    @Test
    void workWithoutAWorker_isDoneBetweenThePagesOwnTasks() {
        widget.open("/form");
        browser.script("window.Worker = class { constructor() { throw new DOMException('no', 'SecurityError'); } };"
                + " return true;");

        browser.click("#name");

        widget.see("verified");
        assertTrue(longestTask() < LONGEST_TASK_MS, () -> widget.seen("tasks").toString());
    }

    @Test
    void workThatHasNoSolution_isGivenUp_andWorkThatIsStopped_ends() {
        widget.open("/form");

        assertEquals("This proof of work has no solution.; stopped; stopped", browser.promised("""
                        const { solve } = await import('/postern/widget/work.js');
                        const work = (max) => ({ algorithm: 'SHA-256', salt: '00'.repeat(32), target: '11'.repeat(32), max });
                        const stop = new AbortController();
                        const endless = solve(work(2 ** 31), { signal: stop.signal }).catch((reason) => reason);
                        stop.abort('stopped');
                        const never = solve(work(1), { signal: stop.signal }).catch((reason) => reason);
                        const none = solve(work(1000)).catch(({ message }) => message);
                        return (await Promise.all([none, endless, never])).join('; ');
                        """));
    }

    private double longestTask() {
        return widget.seen("tasks").stream()
                .mapToDouble(task -> ((Number) task).doubleValue())
                .max()
                .orElse(0);
    }
}
