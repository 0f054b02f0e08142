/* global uPlot */
import { h } from './dom.js';
import { DAY, dayOf, HOUR, hourOf, momentOf, timeOf } from './format.js';

const LENGTHS = { minute: 60_000, hour: HOUR, day: DAY };

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The interval that begins at a point, in words. */
function named(point, interval) {
  const start = new Date(point.start);
  const end = start.getTime() + LENGTHS[interval];
  return (
    (interval === 'day' ? dayOf(start) : `${momentOf(start)} – ${timeOf(end)}`) + (end > Date.now() ? ', so far' : '')
  );
}

/** What stands below the time axis: times of day, the day in place of midnight, and the day below the first one too. */
function timeLabels(_, splits, axis, space, step) {
  const time = step * 1000 < HOUR ? timeOf : hourOf;
  return splits.map((split, i) => {
    const date = new Date(split * 1000);
    if (step * 1000 >= DAY || date.getHours() + date.getMinutes() === 0) {
      return dayOf(date);
    }
    return i === 0 ? `${time(date)}\n${dayOf(date)}` : time(date);
  });
}

/** Points with no neighbour, which no line would show. */
function alone(plot, index) {
  const values = plot.data[index];
  return values.flatMap((value, i) =>
    value !== null && (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null ? [i] : [],
  );
}

/**
 * A plot of lines over time, with a legend that tells the values below the pointer, keys that move the pointer, and a
 * table of all points.
 *
 * @param {object} plot
 * @param {{key: string, label: string, colour: string, dash: number[]}[]} plot.series `colour` names a custom property
 * @param {function(number): string} plot.format for values, `axisFormat` for those beside the axis
 * @param {number} plot.least what the vertical axis reaches at least
 * @param {function(Date, Date)} plot.select what a drag across the plot chose
 */
export function createPlot({ id, title, about, series, format, axisFormat, least, steps, select }) {
  const value = (point, key) => (point[key] === undefined ? '–' : format(point[key]));
  let points = [];
  let interval = 'hour';
  let plot;
  let touched = false;

  const when = h('span', { class: 'legend-when' });
  const entries = series.map(({ key, label, colour, dash }, i) => {
    const figure = h('span', { class: 'legend-value' });
    const toggle = h(
      'button',
      {
        type: 'button',
        class: `legend-entry ${colour.slice(2)}`,
        id: `${id}-${key}`,
        'aria-pressed': 'true',
        title: `Show or hide “${label}”`,
        onclick() {
          if (!plot) {
            return;
          }
          const show = toggle.getAttribute('aria-pressed') !== 'true';
          toggle.setAttribute('aria-pressed', String(show));
          plot.setSeries(i + 1, { show });
        },
      },
      h(
        'svg',
        { class: 'swatch', viewBox: '0 0 28 8', 'aria-hidden': 'true' },
        h('line', { x1: 1, y1: 4, x2: 27, y2: 4, 'stroke-dasharray': dash.join(' ') }),
      ),
      label,
      figure,
    );
    return { key, toggle, figure };
  });

  const spoken = h('p', { class: 'sr-only', 'aria-live': 'polite' });
  const canvas = h('div', {
    class: 'plot-area',
    id: `${id}-plot`,
    tabindex: '0',
    role: 'group',
    'aria-roledescription': 'plot',
    'aria-describedby': `${id}-keys`,
    onkeydown,
    onblur,
  });
  const body = h('tbody');
  const table = h(
    'details',
    { class: 'points', id: `${id}-table`, ontoggle: fillTable },
    h('summary', null, 'Show as a table'),
    h(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': `${title}, all points` },
      h(
        'table',
        null,
        h(
          'thead',
          null,
          h(
            'tr',
            null,
            h('th', { scope: 'col' }, 'Time'),
            series.map(({ label }) => h('th', { scope: 'col' }, label)),
          ),
        ),
        body,
      ),
    ),
  );
  const root = h(
    'section',
    { class: 'card plot', 'aria-labelledby': `${id}-title` },
    h(
      'div',
      { class: 'plot-head' },
      h('div', null, h('h2', { id: `${id}-title` }, title), h('p', { class: 'hint' }, about)),
      h(
        'div',
        { class: 'legend' },
        when,
        entries.map(({ toggle }) => toggle),
      ),
    ),
    canvas,
    spoken,
    h(
      'p',
      { class: 'sr-only', id: `${id}-keys` },
      'The left and right arrow keys move from point to point. The table below has them all.',
    ),
    table,
  );

  function tell(index) {
    const point = points[index ?? points.length - 1];
    when.textContent = point ? named(point, interval) : '';
    for (const { key, figure } of entries) {
      figure.textContent = point ? value(point, key) : '–';
    }
  }

  function fillTable() {
    if (table.open) {
      body.replaceChildren(
        ...points
          .map((point) =>
            h(
              'tr',
              null,
              h('th', { scope: 'row' }, named(point, interval)),
              series.map(({ key }) => h('td', null, value(point, key))),
            ),
          )
          .reverse(),
      );
    }
  }

  function onkeydown(event) {
    const last = points.length - 1;
    const at = plot?.cursor.idx ?? last + 1;
    const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
    if (next === undefined || last < 0) {
      return;
    }
    event.preventDefault();
    const index = Math.min(Math.max(next, 0), last);
    touched = true;
    plot.setCursor({ left: plot.valToPos(plot.data[0][index], 'x'), top: plot.over.clientHeight / 2 });
    spoken.textContent = `${named(points[index], interval)}: ${series
      .map(({ key, label }) => `${label} ${value(points[index], key)}`)
      .join(', ')}`;
  }

  function onblur() {
    if (touched) {
      plot.setCursor({ left: -10, top: -10 });
      touched = false;
    }
  }

  const size = () => ({ width: canvas.clientWidth, height: canvas.clientWidth < 480 ? 200 : 260 });
  const axis = {
    stroke: () => style('--soft'),
    font: '12px system-ui, sans-serif',
    grid: { stroke: () => style('--grid'), width: 1 },
    ticks: { show: false },
  };

  function options() {
    return {
      ...size(),
      legend: { show: false },
      padding: [12, 24, 0, 0],
      scales: { y: { range: (_, low, high) => [0, Math.max((high ?? 0) * 1.08, least)] } },
      axes: [
        { ...axis, size: 44, gap: 8, space: 72, values: timeLabels },
        {
          ...axis,
          size: 58,
          gap: 8,
          space: 44,
          incrs: steps,
          values: (_, splits) => splits.map((split) => (split ? axisFormat(split) : '0')),
        },
      ],
      series: [
        {},
        ...series.map(({ label, colour, dash, fill }, i) => ({
          label,
          dash,
          width: 2,
          stroke: () => style(colour),
          fill: fill && (() => style(fill)),
          // The first ones show around later ones of the same value.
          points: { size: Math.max(6, 10 - 4 * i), fill: () => style(colour), show: false, filter: alone },
        })),
      ],
      cursor: {
        y: false,
        drag: { x: true, y: false, setScale: false },
        sync: { key: 'postern', setSeries: false },
        points: { size: 9, width: 2, stroke: () => style('--card'), fill: (_, i) => style(series[i - 1].colour) },
      },
      hooks: {
        setCursor: [({ cursor }) => tell(cursor.idx)],
        setSelect: [
          (chosen) => {
            const { left, width } = chosen.select;
            if (width > 12) {
              select(new Date(chosen.posToVal(left, 'x') * 1000), new Date(chosen.posToVal(left + width, 'x') * 1000));
            }
          },
        ],
      },
    };
  }

  const resized = new ResizeObserver(() => plot && canvas.clientWidth && plot.setSize(size()));
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const repaint = () => plot?.redraw(false, true);
  resized.observe(canvas);
  dark.addEventListener('change', repaint);

  return {
    root,
    show(reply) {
      ({ points, interval } = reply);
      const data = [
        points.map(({ start }) => Date.parse(start) / 1000),
        ...series.map(({ key }) => points.map((point) => point[key] ?? null)),
      ];
      if (plot) {
        plot.setData(data);
      } else {
        plot = new uPlot(options(), data, canvas);
      }
      tell(plot.cursor.idx);
      fillTable();
      const known = ({ key }) => points.map((point) => point[key]).filter((each) => each !== undefined);
      canvas.setAttribute(
        'aria-label',
        `${title}. ${series
          .map((each) => {
            const values = known(each);
            const bounds = [Math.min, Math.max].map((bound) => format(bound(...values)));
            return `${each.label}: ${values.length ? `from ${bounds.join(' to ')}` : 'no data'}`;
          })
          .join('; ')}.`,
      );
    },
    destroy() {
      resized.disconnect();
      dark.removeEventListener('change', repaint);
      plot?.destroy();
    },
  };
}
