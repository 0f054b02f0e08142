// The texts are English; another language's dates between them would only puzzle.
const language = navigator.language?.startsWith('en') ? navigator.language : 'en-GB';
export const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC';

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
const hundredth = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
const short = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 });
const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });

const twelve = new Intl.DateTimeFormat(language, { hour: 'numeric' }).resolvedOptions().hour12;

const dates = (options) => {
  const format = new Intl.DateTimeFormat(language, options);
  return (date) => format.format(date);
};
export const dayOf = dates({ day: 'numeric', month: 'short' });
export const timeOf = dates({ hour: 'numeric', minute: '2-digit' });
export const hourOf = dates({ hour: 'numeric', ...(!twelve && { minute: '2-digit' }) });
export const secondOf = dates({ hour: 'numeric', minute: '2-digit', second: '2-digit' });
export const momentOf = dates({ day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' });
export const dateOf = dates({ day: 'numeric', month: 'long', year: 'numeric' });
export const exactly = dates({ dateStyle: 'full', timeStyle: 'long' });

export const count = (value) => whole.format(value);
export const compact = (value) => short.format(value);
const percent = (value) => `${tenth.format(value * 100)} %`;
const points = (value) => {
  const size = tenth.format(value);
  return `${size} ${size === '1' ? 'point' : 'points'}`;
};
export const score = (value) => tenth.format(value);

export function duration(ms) {
  if (ms < 1000) {
    return `${whole.format(ms)} ms`;
  }
  return ms < MINUTE ? `${hundredth.format(ms / 1000)} s` : `${tenth.format(ms / MINUTE)} min`;
}

export function seconds(value) {
  return value < 120 ? `${value} ${value === 1 ? 'second' : 'seconds'}` : `${Math.ceil(value / 60)} minutes`;
}

export function ago(date) {
  const passed = Date.now() - date;
  if (passed < MINUTE) {
    return 'just now';
  }
  const [size, unit] =
    passed < HOUR
      ? [MINUTE, 'minute']
      : passed < DAY
        ? [HOUR, 'hour']
        : passed < 30 * DAY
          ? [DAY, 'day']
          : passed < 365 * DAY
            ? [30 * DAY, 'month']
            : [365 * DAY, 'year'];
  return relative.format(-Math.floor(passed / size), unit);
}

const ARROWS = { more: '↑', fewer: '↓', same: '=', none: '' };

function compared(direction, words) {
  return { arrow: ARROWS[direction], words };
}

function byDifference(difference, [higher, lower], format) {
  const size = format(Math.abs(difference));
  if (size === format(0)) {
    return compared('same', 'same as before');
  }
  return difference > 0 ? compared('more', `${size} ${higher}`) : compared('fewer', `${size} ${lower}`);
}

function byRatio(now, before) {
  if (now === before) {
    return compared('same', 'same as before');
  }
  if (now >= before * 10) {
    return compared('more', `${whole.format(now / before)} times as many`);
  }
  const share = Math.abs(now / before - 1);
  const size = share < 0.01 ? 'under 1 %' : `${whole.format(share * 100)} %`;
  return now > before ? compared('more', `${size} more`) : compared('fewer', `${size} fewer`);
}

const KINDS = {
  count: { format: count, compare: byRatio },
  rate: {
    format: percent,
    compare: (now, before) => byDifference((now - before) * 100, ['higher', 'lower'], points),
  },
  score: { format: score, compare: (now, before) => byDifference(now - before, ['higher', 'lower'], score) },
  time: { format: duration, compare: (now, before) => byDifference(now - before, ['longer', 'shorter'], duration) },
};

/** A figure of the given kind and how it differs from the one before, in words. */
export function figure(kind, now, before) {
  const { format, compare } = KINDS[kind];
  if (now === undefined) {
    return { value: '–', arrow: '', words: 'no data' };
  }
  const change =
    before === undefined || (before === 0 && kind === 'count')
      ? compared('none', 'no data before')
      : compare(now, before);
  return { value: format(now), ...change };
}
