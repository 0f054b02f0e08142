// Notes what happens on the page.
window.seen = { events: [], violations: [], errors: [], shows: [], tasks: [] };
for (const type of ['verified', 'expired', 'error']) {
  document.addEventListener(type, ({ target, detail }) => {
    if (target.localName === 'postern-captcha') {
      seen.events.push({ type, ...detail });
    }
  });
}
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
  seen.violations.push(`${violatedDirective} ${blockedURI}`),
);
addEventListener('error', (event) => event instanceof ErrorEvent && seen.errors.push(event.message));
addEventListener('unhandledrejection', ({ reason }) => seen.errors.push(`${reason}`));
addEventListener('pageshow', ({ persisted }) => seen.shows.push(persisted ? 'restored' : 'loaded'));
new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
  type: 'longtask',
  buffered: true,
});
