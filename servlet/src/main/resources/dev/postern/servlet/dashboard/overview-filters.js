import { button, h, icon } from './dom.js';
import { field } from './forms.js';
import { DAY, HOUR, secondOf } from './format.js';

export const RANGES = {
  '1h': { label: 'Last hour', span: HOUR, interval: 'minute' },
  '24h': { label: '24 hours', span: DAY, interval: 'hour' },
  '7d': { label: '7 days', span: 7 * DAY, interval: 'hour' },
  '30d': { label: '30 days', span: 30 * DAY, interval: 'day' },
};
const LONGEST = 1_990 * DAY;

const intervalFor = (span) => (span <= 6 * HOUR ? 'minute' : span <= 14 * DAY ? 'hour' : 'day');

/** What the hash's parameters choose. */
export function read(parameters) {
  const from = new Date(parameters.get('from'));
  const to = new Date(parameters.get('to'));
  const key = parameters.get('key') ?? '';
  if (parameters.get('range') === 'custom' && from < to) {
    return { range: 'custom', key, from, to, interval: intervalFor(to - from), live: false };
  }
  const range = Object.hasOwn(RANGES, parameters.get('range')) ? parameters.get('range') : '24h';
  const { span, interval } = RANGES[range];
  // Without `to`: the service's clock says when now is.
  return { range, key, from: new Date(Date.now() - span), interval, live: true };
}

export function go({ range, key, from, to }) {
  location.hash = `#/overview?${new URLSearchParams({
    range,
    ...(range === 'custom' && { from: from.toISOString(), to: to.toISOString() }),
    ...(key && { key }),
  })}`;
}

/** What a date and time input takes. */
const local = (date) => new Date(date - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

export function createFilters(reload) {
  const current = () => read(new URLSearchParams(location.hash.split('?')[1]));
  const change = (changes) => go({ ...current(), ...changes });
  const radios = Object.entries({ ...RANGES, custom: { label: 'Custom' } }).map(([range, { label }]) => {
    const id = `range-${range}`;
    return h(
      'span',
      { class: 'segment' },
      h('input', {
        type: 'radio',
        name: 'range',
        id,
        value: range,
        onchange: () => (range === 'custom' ? openCustom() : change({ range })),
      }),
      h('label', { for: id }, label),
    );
  });
  const keys = h('select', { id: 'key-filter', onchange: () => change({ key: keys.value }) });
  const time = (id, label) => field(label, h('input', { type: 'datetime-local', id, name: id }));
  const from = time('from', 'From');
  const to = time('to', 'To');
  const custom = h(
    'form',
    { class: 'custom-range', id: 'custom-range', hidden: true, novalidate: true, onsubmit: apply },
    from.root,
    to.root,
    h('button', { type: 'submit', id: 'apply-range', class: 'button primary' }, 'Show'),
  );
  const auto = h('input', { type: 'checkbox', id: 'auto-refresh', checked: true });
  const autoLabel = h('label', { class: 'check', for: 'auto-refresh' }, auto, 'Refresh every 10 s');
  const updated = h('span', { class: 'quiet', id: 'updated' });

  function openCustom() {
    const { from: start, to: end = new Date() } = current();
    custom.hidden = false;
    from.control.value = local(start);
    to.control.value = local(end);
  }

  function apply(event) {
    event.preventDefault();
    const start = new Date(from.value);
    const end = new Date(to.value);
    from.fail(isNaN(start) && 'Enter a date and a time.');
    to.fail(
      isNaN(end)
        ? 'Enter a date and a time.'
        : start >= end
          ? 'Enter a time after “From”.'
          : end - start > LONGEST
            ? 'Choose less than five years.'
            : undefined,
    );
    const wrong = custom.querySelector('[aria-invalid="true"]');
    if (wrong) {
      wrong.focus();
    } else {
      change({ range: 'custom', from: start, to: end });
    }
  }

  return {
    freshness: [
      h('div', { class: 'freshness' }, updated, autoLabel),
      button('reload', [icon('reload'), 'Reload'], reload, { kind: 'quiet' }),
    ],
    root: h(
      'div',
      { class: 'filters' },
      h(
        'div',
        { class: 'filter-row' },
        h('fieldset', { class: 'segments' }, h('legend', { class: 'sr-only' }, 'Time range'), radios),
        h('div', { class: 'filter' }, h('label', { for: 'key-filter' }, 'Key'), keys),
      ),
      custom,
    ),
    auto: () => auto.checked,
    show(state) {
      document.getElementById(`range-${state.range}`).checked = true;
      custom.hidden = true;
      if (state.range === 'custom') {
        openCustom();
      }
      autoLabel.hidden = !state.live;
      keys.value = state.key;
    },
    offer(list, key) {
      const offered = JSON.stringify([list.map(({ id, name, active }) => [id, name, active]), key]);
      if (offered === keys.dataset.offered) {
        return; // it may be open just now
      }
      keys.dataset.offered = offered;
      const known = list.some(({ id }) => String(id) === key);
      keys.replaceChildren(
        h('option', { value: '' }, 'All keys'),
        ...list.map(({ id, name, active }) => h('option', { value: id }, active ? name : `${name} (off)`)),
        ...(key && !known ? [h('option', { value: key }, `Revoked key ${key}`)] : []),
      );
      keys.value = key;
    },
    stamp: () => {
      updated.textContent = `As of ${secondOf(new Date())}`;
    },
  };
}
