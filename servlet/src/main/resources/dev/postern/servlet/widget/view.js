/** Ink and typeface are those of the page. Constructed, because `style-src 'self'` lets no `<style>` in. */
const style = new CSSStyleSheet();

style.replaceSync(`
:host {
  --accent: var(--postern-accent, #1f7a5c);
  --on-accent: var(--postern-on-accent, #fff);
  --warning: var(--postern-warning, #b3261e);
  --line: var(--postern-line, color-mix(in srgb, currentColor 22%, transparent));
  --field: color-mix(in srgb, currentColor 56%, transparent);
  --radius: var(--postern-radius, 0.5rem);
  display: block;
  max-inline-size: var(--postern-width, 24rem);
  font-weight: 400;
  font-style: normal;
  line-height: 1.4;
  letter-spacing: normal;
  text-align: start;
  text-indent: 0;
  text-transform: none;
  white-space: normal;
  cursor: default;
}
@supports (color: light-dark(#000, #fff)) {
  :host {
    --accent: var(--postern-accent, light-dark(#1f7a5c, #6fcaa5));
    --on-accent: var(--postern-on-accent, light-dark(#fff, #0c1f17));
    --warning: var(--postern-warning, light-dark(#b3261e, #f2a097));
  }
}
:host([hidden]), [hidden] { display: none !important; }
* { box-sizing: border-box; }

.box {
  border: 1px solid var(--line);
  border-radius: var(--radius);
  background: var(--postern-ground, color-mix(in srgb, currentColor 3%, transparent));
  overflow-wrap: anywhere;
}
.line, .words, .answer { display: flex; gap: 0.375rem 0.625rem; }
.line { align-items: center; min-block-size: 2.75rem; padding: 0.375rem 0.75rem; border-radius: inherit; }
.words, .answer { flex: 1; flex-wrap: wrap; align-items: center; }
.label { flex: 1 1 8rem; }
.timer { font-variant-numeric: tabular-nums; white-space: nowrap; }
[data-disabled] { color: color-mix(in srgb, currentColor 72%, transparent); }

svg {
  inline-size: 1.375rem;
  block-size: 1.375rem;
  flex: none;
  overflow: visible;
  color: color-mix(in srgb, currentColor 62%, transparent);
  fill: none;
  stroke: currentColor;
  stroke-width: 1.75;
  stroke-linecap: round;
  stroke-linejoin: round;
}
svg > * { opacity: 0; transition: opacity 0.15s; }
.arc { transform: rotate(-90deg); transform-origin: center; stroke-dasharray: 0.28 1; }
.check { stroke: var(--on-accent); stroke-width: 2; stroke-dasharray: 1; stroke-dashoffset: 1; }
:is([data-state="solving"], [data-state="verified"], [data-state="question"]) svg { color: var(--accent); }
[data-warning] svg { color: var(--warning); }
[data-state="idle"] .shield, [data-state="expired"] .clock, [data-warning] .warning,
[data-state="question"]:not([data-warning]) .asking, :is([data-state="solving"], [data-state="waiting"]) .arc,
:is([data-state="verified"], [data-state="expired"], [data-state="error"], [data-state="question"]) .track { opacity: 1; }
:is([data-state="solving"], [data-state="waiting"]) .track { opacity: 0.22; }
[data-state="solving"] .arc { animation: turn 0.9s linear infinite; }
[data-state="waiting"] .arc { stroke-dasharray: 1; animation: pass var(--wait) linear forwards; }
[data-state="verified"] .track { fill: currentColor; transition: fill 0.2s; }
[data-state="verified"] .check { opacity: 1; stroke-dashoffset: 0; transition: stroke-dashoffset 0.25s 0.05s ease-out; }
@keyframes turn { to { transform: rotate(270deg); } }
@keyframes pass { to { stroke-dashoffset: 1; } }

button, input { margin: 0; border-radius: calc(var(--radius) * 0.75); font: inherit; color: inherit; }
button {
  min-block-size: 2rem;
  padding: 0.1875rem 0.75rem;
  border: 1px solid var(--field);
  background: transparent;
  font-weight: 500;
  cursor: pointer;
}
button:hover { background: color-mix(in srgb, currentColor 8%, transparent); }
.primary { border-color: transparent; background: var(--accent); color: var(--on-accent); font-weight: 600; }
.primary:hover { background: color-mix(in srgb, var(--accent) 86%, currentColor); }
.line:focus { outline: none; }
:is(button, input, .line):focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }

form { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.5rem; padding: 0.125rem 0.75rem 0.75rem; }
p {
  margin: 0 0 0.25rem;
  padding: 0.625rem 0.75rem;
  border: 1px dashed var(--line);
  border-radius: calc(var(--radius) * 0.75);
  font: 1.125em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
  letter-spacing: 0.1em;
  text-align: center;
  text-wrap: balance;
}
label { font-weight: 600; }
.answer button { flex: 1 0 auto; min-block-size: 2.5rem; }
input {
  flex: 99 1 6rem;
  min-inline-size: 0;
  min-block-size: 2.5rem;
  padding: 0.25rem 0.75rem;
  border: 1px solid var(--field);
  background: transparent;
}

@media (prefers-reduced-motion: reduce) {
  * { transition: none !important; animation: none !important; }
}
@media (forced-colors: active) {
  .box, .primary { border-color: currentColor; }
  svg { color: CanvasText !important; }
  .check { stroke: Canvas; }
}
`);

/** One drawing, of which each state shows some lines. */
const LINES = {
  shield: 'M10 2.5 16 4.8v4.4c0 3.8-2.4 6.6-6 8.3-3.6-1.7-6-4.5-6-8.3V4.8z',
  track: 'M18 10a8 8 0 1 1-16 0 8 8 0 0 1 16 0z',
  arc: 'M18 10a8 8 0 1 1-16 0 8 8 0 0 1 16 0',
  check: 'm6.4 10.3 2.5 2.5 4.8-5.3',
  clock: 'M10 5.9V10l2.7 1.7',
  warning: 'M10 6v4.6M10 13.7v.1',
  asking: 'M7.8 8a2.2 2.2 0 1 1 3.3 1.9c-.7.4-1.1.8-1.1 1.5M10 14v.1',
};

function h(tag, attributes, ...children) {
  const element = /svg|path/.test(tag)
    ? document.createElementNS('http://www.w3.org/2000/svg', tag)
    : document.createElement(tag);
  for (const name in attributes) {
    element.setAttribute(name, attributes[name]);
  }
  element.append(...children);
  return element;
}

/** What stands in the element's shadow: a line that says how it is, and the question, if there is one. */
export class View {
  #root;
  #label = h('span', { class: 'label', part: 'label', role: 'status' });
  #timer = h('span', { class: 'timer', part: 'timer', 'aria-hidden': true });
  #button = h('button', { type: 'button', part: 'button' });
  #line = h(
    'div',
    { class: 'line', part: 'line' },
    h(
      'svg',
      { viewBox: '0 0 20 20', part: 'icon', 'aria-hidden': true },
      ...Object.keys(LINES).map((name) => h('path', { class: name, d: LINES[name], pathLength: 1 })),
    ),
    h('div', { class: 'words' }, this.#label, this.#timer, this.#button),
  );
  #text = h('p', { id: 'text', part: 'text', dir: 'ltr', translate: 'no' });
  #instruction = h('label', { for: 'answer', part: 'instruction', dir: 'auto' });
  #input = h('input', {
    id: 'answer',
    part: 'input',
    required: '',
    maxlength: 64,
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: false,
    enterkeyhint: 'send',
    'aria-describedby': 'text',
  });
  #send = h('button', { class: 'primary', part: 'button' });
  #form = h('form', { part: 'question' }, this.#text, this.#instruction, h('div', { class: 'answer' }, this.#input, this.#send));
  #challenge;
  #ticking;

  /** Where a message of the browser's points to. */
  anchor = h('div', { class: 'box', part: 'box' }, this.#line, this.#form);

  /** Draws into a shadow root. `press` is called when the button is pressed, `answer` with the answer to a question. */
  constructor(root, { press, answer }) {
    this.#root = root;
    root.adoptedStyleSheets = [style];
    root.append(this.anchor);
    this.#button.addEventListener('click', press);
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      answer(this.#input.value);
    });
    for (const type of ['keydown', 'keypress', 'keyup', 'input']) {
      this.#form.addEventListener(type, (event) => event.stopPropagation()); // the page's form would take it for its own
    }
  }

  /** Moves the focus to what there is to do. */
  focus() {
    (this.#challenge ? this.#input : this.#button.hidden ? this.#line : this.#button).focus();
  }

  render({ state, message, isWarning, isDisabled, button, until, challenge, giveUp, language: { code, dir, texts } }) {
    const hadFocus = this.#root.activeElement;
    const box = this.anchor;
    box.lang = code;
    box.dir = dir;
    box.dataset.state = state;
    box.toggleAttribute('data-warning', Boolean(isWarning));
    box.toggleAttribute('data-disabled', isDisabled);
    if (this.#label.textContent !== message) {
      this.#label.textContent = message; // which is read out
    }
    this.#button.hidden = !button;
    this.#button.textContent = button || '';
    this.#ask(challenge, giveUp);
    this.#send.textContent = texts.answer;
    this.#count(until, code);
    if (button || challenge) {
      this.#line.removeAttribute('tabindex');
    } else {
      this.#line.tabIndex = -1; // for the focus, where there is nothing to do
    }
    if (hadFocus) {
      this.focus();
    }
  }

  #ask(challenge, giveUp) {
    this.#form.hidden = !challenge;
    if (challenge && challenge !== this.#challenge) {
      const { text, image, instruction } = challenge.challenge;
      this.#text.textContent = text;
      if (image) {
        import('./picture.js').then(({ draw }) => draw(image, this.#text, instruction)).catch(giveUp);
      }
      this.#instruction.textContent = instruction;
      this.#input.value = '';
      this.#input.inputMode = /digits/.test(challenge.family) ? 'numeric' : 'text';
    }
    this.#challenge = challenge;
  }

  #count(until, code) {
    clearInterval(this.#ticking);
    this.#timer.hidden = !until;
    if (until) {
      const seconds = new Intl.NumberFormat(code, { style: 'unit', unit: 'second', unitDisplay: 'short' });
      const tick = () => {
        this.#timer.textContent = seconds.format(Math.max(0, Math.ceil((until - Date.now()) / 1000)));
      };
      tick();
      this.#ticking = setInterval(tick, 1000);
      this.anchor.style.setProperty('--wait', `${until - Date.now()}ms`);
    }
  }
}
