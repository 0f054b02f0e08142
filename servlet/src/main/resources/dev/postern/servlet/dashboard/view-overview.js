import { call, explain } from './api.js';
import { createPlot } from './chart.js';
import { button, failure, h, heading, icon } from './dom.js';
import { compact, count, duration, timeZone } from './format.js';
import { createFigures } from './overview-figures.js';
import { createFilters, go, RANGES, read } from './overview-filters.js';

const REFRESH_MS = 10_000;
/** 1, 2, 5, 10, …: there is no half challenge. */
const WHOLE_STEPS = Array.from({ length: 27 }, (_, i) => [1, 2, 5][i % 3] * 10 ** Math.floor(i / 3));

const firstSteps = () =>
  h(
    'section',
    { class: 'card empty', 'aria-labelledby': 'empty-title' },
    h('h2', { id: 'empty-title' }, 'Create a key to begin'),
    h(
      'p',
      null,
      'Nothing has been issued yet, because there is no key. Your server sends a key with each call; ',
      'what comes of the calls is counted here.',
    ),
    h(
      'ol',
      null,
      h('li', null, 'Create a key for your application.'),
      h('li', null, 'Try it: three calls, and you have seen all there is.'),
      h('li', null, 'Come back, and watch.'),
    ),
    h(
      'p',
      null,
      h('a', { class: 'button primary', id: 'empty-create', href: '#/keys?create' }, icon('plus'), 'Create a key'),
    ),
  );

export function showOverview(main, parameters) {
  let state = read(parameters);
  let loading;
  let keys;
  let lastTried = 0;

  const trouble = h('div', { id: 'overview-error' });
  const note = h('div', { id: 'overview-note' });
  const figures = createFigures();
  const select = (from, to) => to - from >= 2 * 60_000 && go({ range: 'custom', key: state.key, from, to });
  const plots = [
    createPlot({
      id: 'challenges',
      title: 'Challenges',
      about: [
        'What was handed out, and what came of it. ',
        h('span', { class: 'by-pointer' }, 'Drag across a plot to look closer.'),
      ],
      series: [
        { key: 'issued', label: 'Issued', colour: '--series-issued', dash: [2, 4] },
        { key: 'succeeded', label: 'Solved', colour: '--series-solved', dash: [], fill: '--series-solved-area' },
        { key: 'allowed', label: 'Allowed', colour: '--series-allowed', dash: [9, 5] },
      ],
      format: count,
      axisFormat: compact,
      least: 4,
      steps: WHOLE_STEPS,
      select,
    }),
    createPlot({
      id: 'times',
      title: 'Solve time',
      about: 'How long right answers took.',
      series: [
        { key: 'solveTimeP50Ms', label: 'p50', colour: '--series-p50', dash: [] },
        { key: 'solveTimeP95Ms', label: 'p95', colour: '--series-p95', dash: [6, 4] },
      ],
      format: duration,
      axisFormat: duration,
      least: 100,
      select,
    }),
  ];
  const data = h(
    'div',
    { class: 'data', 'aria-busy': 'true' },
    figures.root,
    note,
    plots.map(({ root }) => root),
  );
  const filters = createFilters(() => load());
  main.append(
    h(
      'div',
      { class: 'view' },
      h('div', { class: 'view-head' }, heading('Overview'), filters.freshness),
      filters.root,
      trouble,
      data,
    ),
  );

  function query() {
    const { from, to, key } = state;
    return { from: from.toISOString(), ...(to && { to: to.toISOString() }), ...(key && { keyId: key }), timeZone };
  }

  function say(overview) {
    const none = !overview.issued && !overview.verified && !overview.redeemed;
    const unused = none && !overview.previous?.issued;
    const begin = unused && keys.length === 0 && !state.key;
    [filters, figures, ...plots].forEach(({ root }) => {
      root.hidden = begin;
    });
    const to = state.key ? 'with this key ' : '';
    note.replaceChildren(
      ...(begin
        ? [firstSteps()]
        : none
          ? [
              h(
                'p',
                { class: 'notice' },
                `Nothing was issued ${to}in this time. `,
                h('a', { href: '#/try' }, 'Try it'),
                '.',
              ),
            ]
          : []),
    );
  }

  async function load({ unasked } = {}) {
    loading?.abort();
    const { signal } = (loading = new AbortController());
    lastTried = Date.now();
    if (state.live) {
      state.from = new Date(Date.now() - RANGES[state.range].span);
    }
    data.setAttribute('aria-busy', 'true');
    try {
      const analytics = (what, more) =>
        call('GET', `api/v1/analytics/${what}?${new URLSearchParams({ ...query(), ...more })}`, undefined, signal);
      const [overview, series, list] = await Promise.all([
        analytics('overview'),
        analytics('timeseries', { interval: state.interval }),
        keys?.length ? keys : call('GET', 'api/v1/api-keys', undefined, signal).then((reply) => reply.keys),
      ]);
      keys = list;
      filters.offer(keys, state.key);
      say(overview);
      figures.show(overview);
      plots.forEach((plot) => plot.show(series));
      trouble.replaceChildren();
      filters.stamp();
    } catch (error) {
      if (!signal.aborted && !(unasked && trouble.hasChildNodes())) {
        trouble.replaceChildren(
          error.status === 404
            ? h(
                'div',
                { class: 'notice bad', role: 'alert' },
                h('p', null, 'There is no such key in this account. '),
                button('all-keys', 'Show all keys', () => go({ ...state, key: '' }), { kind: 'small' }),
              )
            : failure(explain(error), () => load()),
        );
      }
    } finally {
      if (!signal.aborted) {
        data.setAttribute('aria-busy', 'false');
      }
    }
  }

  const due = () =>
    document.visibilityState === 'visible' &&
    state.live &&
    filters.auto() &&
    data.getAttribute('aria-busy') === 'false' &&
    Date.now() - lastTried >= REFRESH_MS - 500;
  const refresh = () => due() && load({ unasked: true });
  const timer = setInterval(refresh, 1000);
  document.addEventListener('visibilitychange', refresh);

  filters.offer([], state.key);
  filters.show(state);
  load();

  return {
    update(next) {
      state = read(next);
      filters.show(state);
      load();
    },
    leave() {
      loading?.abort();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', refresh);
      plots.forEach((plot) => plot.destroy());
    },
  };
}
