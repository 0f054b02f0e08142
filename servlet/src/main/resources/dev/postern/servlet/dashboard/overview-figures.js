import { h } from './dom.js';
import { figure, momentOf } from './format.js';

const FIGURES = [
  [
    ['issued', 'Issued', 'challenges handed out', 'count'],
    ['verified', 'Verified', 'answers judged', 'count'],
    ['succeeded', 'Succeeded', 'right answers', 'count'],
    ['allowed', 'Allowed', 'right, and scored enough', 'count'],
    ['redeemed', 'Redeemed', 'passes taken in', 'count'],
  ],
  [
    ['successRate', 'Success rate', 'right answers among all', 'rate'],
    ['meanScore', 'Mean score', 'of right answers, 0 to 100', 'score'],
    ['solveTimeP50Ms', 'Solve time, p50', 'half were as quick', 'time'],
    ['solveTimeP95Ms', 'Solve time, p95', 'all but one in 20', 'time'],
  ],
];

/** The figures of a period, each compared with the period before. */
export function createFigures() {
  const show = [];
  const cell = ([name, label, about, kind]) => {
    const value = h('dd', { class: 'value', id: `figure-${name}` }, '–');
    const arrow = h('span', { 'aria-hidden': 'true', class: 'arrow' });
    const words = h('span');
    const share = kind === 'count' && h('span', { class: 'share', 'aria-hidden': 'true' }, h('span'));
    show.push((overview) => {
      const told = figure(kind, overview[name], overview.previous?.[name]);
      value.textContent = told.value;
      arrow.textContent = told.arrow;
      words.textContent = told.words;
      if (share) {
        const part = overview.issued ? Math.min(1, overview[name] / overview.issued) : 0;
        share.firstChild.style.width = `${part * 100}%`;
      }
    });
    return h(
      'div',
      { class: 'figure' },
      h('dt', null, label, h('span', { class: 'about' }, about)),
      value,
      h('dd', { class: 'change', id: `change-${name}` }, arrow, words),
      share && h('dd', { class: 'share-cell', 'aria-hidden': 'true' }, share),
    );
  };
  const against = h('p', { class: 'hint', id: 'compared-with' });
  const root = h(
    'section',
    { class: 'figures', 'aria-labelledby': 'figures-title' },
    h('h2', { class: 'sr-only', id: 'figures-title' }, 'Figures'),
    FIGURES.map((row, i) => h('dl', { class: `card figure-row ${i ? 'qualities' : 'path'}` }, row.map(cell))),
    against,
  );
  return {
    root,
    show(overview) {
      show.forEach((each) => each(overview));
      const before = overview.previous;
      against.textContent = before
        ? `Compared with ${momentOf(new Date(before.from))} to ${momentOf(new Date(before.to))}.`
        : '';
    },
  };
}
