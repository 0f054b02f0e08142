const SVG = new Set(['svg', 'use', 'line']);

/**
 * Builds an element. An attribute whose name begins with `on` is a listener, `true` is an empty attribute, and `false`,
 * `null` and `undefined` are left out; so are such children. Strings become text, never markup.
 */
export function h(tag, attributes, ...children) {
  const element = SVG.has(tag)
    ? document.createElementNS('http://www.w3.org/2000/svg', tag)
    : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== false && child !== null && child !== undefined));
  return element;
}

export const icon = (name) => h('svg', { class: 'icon', 'aria-hidden': 'true' }, h('use', { href: `#icon-${name}` }));

export const hidden = (text) => h('span', { class: 'sr-only' }, text);

/** A button that does something in the page; `kind` is `primary`, `quiet`, `danger` or nothing. */
export function button(id, label, onclick, { kind = '', ...attributes } = {}) {
  return h('button', { type: 'button', id, class: `button ${kind}`, onclick, ...attributes }, label);
}

/** The view's heading, which takes the focus when the view opens. */
export const heading = (text, attributes) => h('h1', { tabindex: '-1', ...attributes }, text);

let toastTimer;

/** Says something shortly, to eyes and to screen readers. */
export function say(text) {
  const toast = document.getElementById('toast');
  const open = document.querySelector('dialog[open]');
  // What lies outside of a modal dialog is inert, and a live region there stays silent.
  (open ?? document.body).append(toast);
  toast.textContent = text;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => {
    toast.textContent = '';
  }, 4000);
}

function copyByHand(text, beside) {
  const area = h('textarea', { class: 'sr-only', 'aria-hidden': 'true', tabindex: '-1' });
  area.value = text;
  beside.after(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  beside.focus();
  return copied;
}

/** A button that copies what `text()` gives at that time. */
export function copyButton(id, what, text) {
  const label = h('span', null, 'Copy');
  const copy = button(
    id,
    [icon('copy'), label, hidden(` ${what}`)],
    async () => {
      let copied;
      try {
        await navigator.clipboard.writeText(text());
        copied = true;
      } catch {
        copied = copyByHand(text(), copy); // no clipboard over plain HTTP
      }
      label.textContent = copied ? 'Copied' : 'Select it';
      say(copied ? `Copied ${what}.` : `The browser doesn’t allow copying. Select ${what} and copy it.`);
      setTimeout(() => {
        label.textContent = 'Copy';
      }, 2500);
    },
    { kind: 'small quiet' },
  );
  return copy;
}

/** What went wrong, where it did. `retry` is left out where trying again can't help. */
export function failure(text, retry) {
  return h(
    'div',
    { class: 'notice bad', role: 'alert' },
    icon('warning'),
    h('p', null, text),
    retry && button(null, 'Try again', retry, { kind: 'small', 'data-retry': true }),
  );
}

/**
 * Opens a modal dialog, and takes it out of the page when it closes. The focus then goes to the element with the id
 * `back`, which may have been built anew in the meantime, or to the one with the id `otherwise`.
 */
export function openDialog({ id, title, content, back, otherwise }) {
  const dialog = h(
    'dialog',
    { id, 'aria-labelledby': `${id}-title` },
    h('h2', { id: `${id}-title`, tabindex: '-1' }, title),
    content,
  );
  dialog.addEventListener('close', () => {
    const toast = dialog.querySelector('#toast');
    if (toast) {
      document.body.append(toast);
    }
    dialog.remove();
    (document.getElementById(back) ?? document.getElementById(otherwise))?.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Lists of plain values stand on one line. */
const pretty = (value) =>
  JSON.stringify(value, null, 2).replace(
    /\[\n\s+([^[\]{}]*?)\n\s+\]/g,
    (_, items) => `[${items.replace(/,\n\s+/g, ', ')}]`,
  );

const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d[\d.eE+-]*)|\b(true|false|null)\b/g;

/** JSON in colours. */
export function jsonBlock(value, label) {
  const plain = typeof value === 'string'; // not JSON at all
  const text = plain ? value : pretty(value);
  const code = h('code');
  let end = 0;
  for (const match of plain ? [] : text.matchAll(TOKENS)) {
    const [, string, colon, number] = match;
    const kind = string ? (colon ? 'key' : 'string') : number ? 'number' : 'literal';
    const token = match[1] ?? match[0];
    code.append(text.slice(end, match.index), h('span', { class: `json-${kind}` }, token));
    end = match.index + token.length;
  }
  code.append(text.slice(end));
  return h('pre', { class: 'code', 'aria-label': label, role: 'group' }, code);
}
