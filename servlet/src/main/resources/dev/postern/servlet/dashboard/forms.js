import { ApiError, explain } from './api.js';
import { button, failure, h, hidden } from './dom.js';

/** A labelled control with a place for a hint and an error. */
export function field(label, control, { hint, optional } = {}) {
  const { id } = control;
  const hintId = hint && `${id}-hint`;
  const error = h('p', { class: 'field-error', id: `${id}-error` });
  if (hintId) {
    control.setAttribute('aria-describedby', hintId);
  }
  const root = h(
    'div',
    { class: 'field' },
    h('label', { for: id }, label, optional && h('span', { class: 'optional' }, ' optional')),
    hint && h('p', { class: 'hint', id: hintId }, hint),
    control.type === 'password' ? withToggle(control) : control,
    error,
  );
  return {
    root,
    control,
    get value() {
      return control.value;
    },
    fail(text) {
      error.textContent = text ?? '';
      control.setAttribute('aria-invalid', String(Boolean(text)));
      control.setAttribute('aria-describedby', [text && error.id, hintId].filter(Boolean).join(' '));
    },
  };
}

function withToggle(input) {
  const word = h('span', null, 'Show');
  const toggle = button(
    `${input.id}-toggle`,
    [word, hidden(' what is typed')],
    () => {
      const show = input.type === 'password';
      input.type = show ? 'text' : 'password';
      word.textContent = show ? 'Hide' : 'Show';
    },
    { kind: 'small quiet' },
  );
  return h('div', { class: 'with-toggle' }, input, toggle);
}

export function input(id, attributes) {
  return h('input', { id, name: id, type: 'text', spellcheck: 'false', autocapitalize: 'none', ...attributes });
}

export const choices = (id, options, chosen) =>
  h(
    'select',
    { id, name: id },
    options.map(([value, text, disabled]) => h('option', { value, selected: value === chosen, disabled }, text)),
  );

/**
 * A form that shows each error by its field, keeps what is typed, and moves the focus to the first error.
 *
 * @param {object} form
 * @param {Object<string, object>} form.fields by the names that the API knows them by
 * @param {function(): Object<string, string>} [form.check] the errors that need no service to find
 * @param {function(): Promise} form.send throws what the service says
 * @param {Object<string, string>} [form.codes] which field an error code is about
 */
export function form({
  id,
  fields,
  content,
  submitId,
  label,
  busy,
  kind = 'primary',
  cancel,
  check,
  send,
  codes = {},
}) {
  const submit = h('button', { type: 'submit', id: submitId, class: `button ${kind}` }, label);
  const trouble = h('div');
  const root = h(
    'form',
    { id, novalidate: true, method: 'post', onsubmit },
    content,
    trouble,
    h('div', { class: 'actions' }, submit, cancel),
  );
  let sending = false;

  function show(errors) {
    const wrong = Object.keys(fields).filter((name) => errors[name]);
    for (const [name, each] of Object.entries(fields)) {
      each.fail(errors[name]);
    }
    const first = fields[wrong[0]]?.control;
    first?.closest('details')?.setAttribute('open', '');
    first?.focus();
    return wrong.length > 0;
  }

  /** The field that the error is about: known by its code, or the first that the detail names. */
  function concerned({ code, message }) {
    if (code !== 'invalid-input') {
      return codes[code];
    }
    const named = new RegExp(`\\b(${Object.keys(fields).join('|')})\\b`).exec(message);
    return named?.[1];
  }

  function setSending(value) {
    sending = value;
    submit.textContent = value ? busy : label;
    submit.setAttribute('aria-disabled', String(value));
  }

  async function onsubmit(event) {
    event?.preventDefault();
    trouble.replaceChildren();
    if (sending || show(check?.() ?? {})) {
      return;
    }
    setSending(true);
    try {
      await send();
    } catch (error) {
      const name = error instanceof ApiError && concerned(error);
      if (name) {
        setSending(false);
        show({ [name]: explain(error) });
      } else {
        trouble.replaceChildren(failure(explain(error), error.mayPass && onsubmit));
        submit.focus();
      }
    } finally {
      setSending(false);
    }
  }

  return root;
}

export const required = (text, value) => (value.trim() ? undefined : text);

export function passwordProblem(value) {
  if (!value) {
    return 'Choose a password.';
  }
  return value.length < 8 || value.length > 128 ? 'A password has 8 to 128 characters.' : undefined;
}
