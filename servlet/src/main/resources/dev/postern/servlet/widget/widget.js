import { getPass } from './widget/pass.js';
import { languageOf, SPOKEN_AT_ONCE, textsFor } from './widget/texts.js';
import { View } from './widget/view.js';

const LIFETIME_S = 300; // of a pass, where the service does not say
const MARGIN_MS = 30_000; // at most, by which a pass is given up before its end
const HELD_MS = 30_000; // after a failure, for which a form is still sent by itself
const DOUBLE_CLICK_MS = 1000;

/** What a failure is called in the texts. */
function nameOf({ code, status, mayPass }) {
  if (code === 'network') {
    return navigator.onLine ? 'unreachable' : 'offline';
  }
  if (mayPass) {
    return status === 429 ? 'tooMany' : 'busy';
  }
  return status ? 'misconfigured' : 'failed';
}

/** `<postern-captcha>`: gets a pass, and is the field of its form that holds it. The servlet module's guide has its attributes and events. */
class PosternCaptcha extends HTMLElement {
  static formAssociated = true;
  static observedAttributes = ['action', 'sitekey', 'name', 'required', 'auto', 'lang'];

  #internals = this.attachInternals();
  #view = new View(this.attachShadow({ mode: 'open', delegatesFocus: true }), {
    press: () => this.#begin(),
    answer: (answer) => this.#answer(answer),
  });
  #language = { ...SPOKEN_AT_ONCE, isPending: true };
  #state = 'idle';
  #details = {};
  #disabled = false;
  #customError = '';
  #token = '';
  #expiresAt;
  #expiry; // the timer for it
  #spentAt = 0;
  #used = true; // whether somebody used the form since a pass was renewed
  #run; // { promise, stop } while a pass is being got
  #goOn; // ends a pause
  #answer; // takes the answer to a question
  #pressed; // { event, submitter }: the click or key that the browser is acting on
  #held; // { event, submitter, until }: a submission that waits for a pass
  #letThrough = false; // whether a submission goes without one
  #connection; // ends what listens outside

  constructor() {
    super();
    this.#internals.role = 'group';
    this.addEventListener('focusin', () => this.#use());
    this.addEventListener('pointerdown', () => this.#use());
    this.addEventListener('invalid', (event) => this.#onInvalid(event));
  }

  connectedCallback() {
    for (const name of ['action', 'sitekey', 'endpoint', 'name', 'required', 'auto', 'disabled']) {
      if (Object.hasOwn(this, name)) {
        const value = this[name]; // set before this class was there to take it
        delete this[name];
        this[name] = value;
      }
    }
    this.#connect();
  }

  disconnectedCallback() {
    this.#connection.abort();
    this.#connection = undefined;
    clearTimeout(this.#expiry);
    if (this.#run) {
      this.reset();
    }
  }

  attributeChangedCallback(name, before, after) {
    if (!this.#connection || before === after) {
      return;
    }
    if (name === 'lang') {
      this.#translate();
    } else if (name === 'action' || name === 'sitekey') {
      this.reset(); // a pass is good for these alone
    } else {
      this.#fillIn();
      this.#show();
      this.#startIfAuto();
    }
  }

  formAssociatedCallback() {
    if (this.#connection) {
      this.#connect();
    }
  }

  formDisabledCallback(disabled) {
    this.#disabled = disabled;
    this.reset();
  }

  formResetCallback() {
    this.reset();
  }

  /** On the way back, Chromium has put the pass of that time into the form again. */
  formStateRestoreCallback() {
    this.#fillIn();
  }

  get action() {
    return this.getAttribute('action') ?? '';
  }
  set action(value) {
    this.setAttribute('action', value);
  }
  get sitekey() {
    return this.getAttribute('sitekey') ?? '';
  }
  set sitekey(value) {
    this.setAttribute('sitekey', value);
  }
  get endpoint() {
    return this.getAttribute('endpoint') ?? new URL('.', import.meta.url).href;
  }
  set endpoint(value) {
    this.setAttribute('endpoint', value);
  }
  get name() {
    return this.getAttribute('name') || 'captcha-token';
  }
  set name(value) {
    this.setAttribute('name', value);
  }
  get auto() {
    return this.hasAttribute('auto');
  }
  set auto(value) {
    this.toggleAttribute('auto', Boolean(value));
  }
  get required() {
    return this.hasAttribute('required');
  }
  set required(value) {
    this.toggleAttribute('required', Boolean(value));
  }
  get disabled() {
    return this.hasAttribute('disabled');
  }
  set disabled(value) {
    this.toggleAttribute('disabled', Boolean(value));
  }
  get form() {
    return this.#internals.form;
  }
  get labels() {
    return this.#internals.labels;
  }
  get validity() {
    return this.#internals.validity;
  }
  get validationMessage() {
    return this.#internals.validationMessage;
  }
  get willValidate() {
    return this.#internals.willValidate;
  }
  checkValidity() {
    return this.#internals.checkValidity();
  }
  reportValidity() {
    return this.#internals.reportValidity();
  }
  setCustomValidity(message) {
    this.#customError = `${message}`;
    this.#show();
  }

  /** The pass; empty while there is none. */
  get value() {
    return this.#token;
  }

  /**
   * Gets a pass, if there is none. The promise takes as long as the service does; it is broken if the service refuses for good, and by `reset()`.
   */
  async execute() {
    if (this.#disabled) {
      throw new DOMException('The element is disabled.', 'InvalidStateError');
    }
    this.#expireIfDue();
    return this.#token || this.#begin();
  }

  /** Forgets the pass, and stops what is under way. To be called by who has used the pass: it is good for once. */
  reset() {
    this.#stop();
    this.#used = true;
    this.#spentAt = 0;
    this.#forget();
    this.#show('idle');
    this.#startIfAuto();
  }

  // When something happens

  #connect() {
    this.#connection?.abort();
    this.#connection = new AbortController();
    const { signal } = this.#connection;
    const { form } = this;
    const on = (target, type, listener, capture = false) => target.addEventListener(type, listener, { signal, capture });
    if (form) {
      for (const type of ['focusin', 'pointerdown', 'input']) {
        on(form, type, () => this.#use());
      }
      // From further up, to come before the page's own listeners, which may take a submission as theirs.
      const root = form.getRootNode();
      on(root, 'submit', (event) => event.target === form && this.#onSubmit(event), true);
      on(root, 'click', (event) => this.#notePress(event, event.target.closest?.('button, input')), true);
      on(root, 'keydown', (event) => event.key === 'Enter' && this.#notePress(event), true);
    }
    on(document, 'visibilitychange', () => this.#onVisibility());
    on(window, 'online', () => this.#onOnline());
    on(window, 'pagehide', () => this.#stop());
    on(window, 'pageshow', (event) => event.persisted && this.reset());
    const observer = new MutationObserver(() => this.#translate());
    observer.observe(document.documentElement, { attributeFilter: ['lang'] });
    signal.addEventListener('abort', () => observer.disconnect());
    this.#show();
    this.#translate();
    this.#expireIfDue();
    if (form?.contains(form.getRootNode().activeElement)) {
      this.#use(); // it was, before this script was there
    }
    this.#startIfAuto();
  }

  /** Somebody uses the form. */
  #use() {
    this.#used = true;
    this.#expireIfDue();
    this.#startIfIdle();
  }

  #startIfIdle() {
    if (!this.#disabled && !this.#token && ['idle', 'expired', 'verified'].includes(this.#state)) {
      this.#begin();
    }
  }

  #startIfAuto() {
    if (this.auto && this.#connection && !document.hidden) {
      this.#startIfIdle();
    }
  }

  #onVisibility() {
    if (!document.hidden) {
      this.#expireIfDue();
      this.#startIfAuto();
      if (this.#state === 'expired') {
        this.#startIfIdle();
      }
    }
  }

  #onOnline() {
    if (['network', 'failed'].includes(this.#details.code)) {
      this.#goOn?.();
      this.#begin();
    }
  }

  // How a pass is got, and lost

  #begin() {
    this.#run ??= this.#start();
    return this.#run.promise;
  }

  #start() {
    const controller = new AbortController();
    const { signal } = controller;
    const untilStopped = (executor) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        executor(resolve, reject);
      });
    const person = {
      solving: () => {
        signal.throwIfAborted();
        this.#show('solving');
      },
      question: (challenge, notice) =>
        untilStopped((resolve, giveUp) => {
          this.#answer = resolve;
          this.#show('question', { challenge, giveUp, message: notice, isWarning: notice === 'wrong' || notice === 'late' });
          if (this.#held) {
            this.#view.focus();
          }
        }),
      pause: (refusal, ms) =>
        untilStopped((resolve) => {
          const timer = setTimeout(resolve, ms);
          signal.addEventListener('abort', () => clearTimeout(timer));
          this.#goOn = resolve;
          this.#fail('waiting', refusal, Date.now() + ms);
        }),
    };
    const { endpoint, action, sitekey } = this;
    const promise = getPass({
      base: new URL(endpoint, document.baseURI),
      named: { action: action || undefined, sitekey: sitekey || undefined },
      locale: languageOf(this),
      person,
      signal,
    }).then(
      (verdict) => {
        signal.throwIfAborted();
        return this.#succeed(verdict);
      },
      (error) => {
        signal.throwIfAborted();
        this.#run = undefined;
        this.#fail('error', error);
        this.#held = undefined;
        throw error;
      },
    );
    promise.catch(() => {}); // the element says it, too
    return { promise, stop: () => controller.abort() };
  }

  #succeed({ verificationToken, expiresIn = LIFETIME_S }) {
    const ms = expiresIn * 1000;
    this.#run = undefined;
    this.#token = verificationToken;
    this.#expiresAt = Date.now() + ms - Math.min(MARGIN_MS, ms / 10);
    this.#expireIfDue();
    this.#fillIn();
    this.#show('verified');
    this.#dispatch('verified', { token: verificationToken });
    const held = this.#held;
    if (held && Date.now() < held.until && !held.event?.defaultPrevented) {
      this.#submit(held);
    }
    this.#held = undefined;
    return verificationToken;
  }

  #fail(state, error, until) {
    const { code = 'failed', message, status, mayPass } = error;
    if (status && !mayPass) {
      console.error(`<postern-captcha>: ${code}: ${message}`); // nothing that a visitor could do about it
    }
    this.#show(state, { code, message: nameOf(error), isWarning: true, until });
    this.#dispatch('error', { code, message });
    const held = this.#held;
    if (held && this.required) {
      held.until = Math.min(held.until, Date.now() + HELD_MS);
    } else if (held) {
      this.#held = undefined;
      this.#letThrough = true; // the server will ask
      this.#submit(held);
      this.#letThrough = false;
    }
  }

  /** Renews a pass by itself once, and then each time that somebody has used the form since. */
  #expireIfDue() {
    clearTimeout(this.#expiry);
    const left = this.#expiresAt - Date.now();
    if (this.#token && left > 0) {
      this.#expiry = setTimeout(() => this.#expireIfDue(), left);
    } else if (this.#token) {
      this.#forget();
      this.#show('expired');
      this.#dispatch('expired');
      if (this.#used && !document.hidden) {
        this.#used = false;
        this.#startIfIdle();
      }
    }
  }

  #stop() {
    this.#run?.stop();
    this.#run = this.#held = undefined;
  }

  #forget() {
    this.#token = '';
    this.#fillIn();
  }

  /** As an entry, since a mere string would need the attribute `name`; with a state, or nobody would tell that it was restored. */
  #fillIn() {
    const entries = this.#token ? new FormData() : null;
    entries?.append(this.name, this.#token);
    this.#internals.setFormValue(entries, 'restored');
  }

  // How the form is sent

  #notePress(event, button) {
    if (button ? button.form === this.form && /submit|image/.test(button.type) : event.target.form === this.form) {
      this.#pressed = { event, submitter: button };
      setTimeout(() => {
        this.#pressed = undefined;
      });
    }
  }

  /** The browser does not send the form, for want of a pass. */
  #onInvalid(event) {
    if (this.#customError) {
      return;
    }
    const isAlone = () =>
      [...this.form.elements].every((field) => field instanceof PosternCaptcha || !field.willValidate || field.validity.valid);
    const isDouble = this.#isDouble();
    if (!isDouble) {
      this.#begin();
      if (this.#pressed && isAlone()) {
        this.#hold(this.#pressed);
      }
    }
    if (isDouble || (this.#pressed && this.#state === 'solving')) {
      event.preventDefault(); // no message of the browser's: there is nothing to do but wait
    }
  }

  #onSubmit(event) {
    if (this.#disabled || event.defaultPrevented) {
      return;
    }
    this.#expireIfDue();
    const isInTrouble = !this.required && this.#details.code;
    if (this.#token || this.#letThrough || isInTrouble) {
      setTimeout(() => event.defaultPrevented || this.#spend());
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!this.#isDouble()) {
      this.#begin();
      this.#hold(event);
    }
  }

  #hold({ event, submitter }) {
    this.#held = { event, submitter, until: Infinity };
    this.#show();
    if (this.#state === 'question') {
      this.#view.focus();
    }
  }

  #submit({ submitter }) {
    this.form?.requestSubmit(submitter?.form === this.form ? submitter : null);
  }

  /** The form is on its way with the pass, which is good for once. The check mark stays, as long as the page does. */
  #spend() {
    if (this.#token) {
      this.#spentAt = Date.now();
      this.#forget();
      this.#show();
    }
  }

  #isDouble() {
    return Date.now() - this.#spentAt < DOUBLE_CLICK_MS;
  }

  // What there is to see

  async #translate() {
    const tag = languageOf(this);
    const language = await textsFor(tag);
    if (tag === languageOf(this)) {
      this.#language = language;
      this.#show();
    }
  }

  #show(state = this.#state, details = state === this.#state ? this.#details : {}) {
    this.#state = state;
    this.#details = details;
    const { texts } = this.#language;
    const key = details.message ?? (state === 'solving' && this.#held ? 'held' : state);
    const message = state === 'waiting' ? texts.again.replace('{trouble}', texts[key]) : texts[key];
    const canTry = state === 'error' && key !== 'misconfigured';
    const canStart = state === 'idle' && !this.form && !this.#disabled;
    this.#internals.ariaLabel = this.labels?.length ? null : texts.label;
    this.#view.render({
      ...details,
      state,
      message: this.#language.isPending ? '' : message,
      button: canTry ? texts.retry : canStart && texts.start,
      isDisabled: this.#disabled,
      language: this.#language,
    });
    const valueMissing = this.required && !this.#disabled && !this.#token;
    const customError = this.#customError !== '';
    const missing = state === 'question' ? texts.answerFirst : details.code ? message : texts.wait;
    if (valueMissing || customError) {
      this.#internals.setValidity({ valueMissing, customError }, this.#customError || missing, this.#view.anchor);
    } else {
      this.#internals.setValidity({});
    }
  }

  #dispatch(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, detail }));
  }
}

if (!customElements.get('postern-captcha')) {
  customElements.define('postern-captcha', PosternCaptcha);
}
