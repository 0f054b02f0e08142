import { call, session } from './api.js';
import { button, copyButton, h, icon, openDialog, say } from './dom.js';
import { choices, field, form, input, required } from './forms.js';
import { ago } from './format.js';

const DEFAULTS = {
  name: '',
  difficulty: 'easy',
  audience: 'ANY',
  minScore: 30,
  hostnames: [],
  scopes: ['gate'],
  challengeLifetime: 320,
  verificationLifetime: 300,
  rateLimit: '600/m',
};

export const AUDIENCES = { ANY: 'Anyone', HUMAN: 'People', AGENT: 'Agents' };

const score = (value) =>
  /^\d+(\.\d)?$/.test(value) && value <= 100 ? undefined : 'Enter a number from 0 to 100, with one decimal at most.';

const between = (value, low, high) =>
  /^\d+$/.test(value) && value >= low && value <= high ? undefined : `Enter a whole number from ${low} to ${high}.`;

function settingsFields(key) {
  const number = (id, value, min, max, step = '1') =>
    input(id, { type: 'number', inputmode: 'decimal', value, min, max, step });
  const hostnames = h('textarea', { id: 'key-hostnames', rows: '2', spellcheck: 'false', autocapitalize: 'none' });
  hostnames.value = key.hostnames.join('\n');
  return {
    name: field(
      'Name',
      input('key-name', { value: key.name, maxlength: '100', autocomplete: 'off', autocapitalize: 'sentences' }),
      {
        hint: 'For you to know it by, such as the application that uses it',
      },
    ),
    difficulty: field(
      'Difficulty',
      choices(
        'key-difficulty',
        [
          ['easy', 'Easy'],
          ['medium', 'Medium'],
          ['hard', 'Hard'],
        ],
        key.difficulty,
      ),
    ),
    audience: field('Audience', choices('key-audience', Object.entries(AUDIENCES), key.audience)),
    minScore: field('Minimum score', number('key-min-score', key.minScore, 0, 100, '0.1'), {
      hint: '0 to 100; lower is let through more easily',
    }),
    hostnames: field('Hostnames', hostnames, {
      optional: true,
      hint: 'Hosts that passes may come from, one a line. Empty: any.',
    }),
    rateLimit: field('Rate limit', input('key-rate-limit', { value: key.rateLimit, autocomplete: 'off' }), {
      hint: 'Calls with this key, like 600/m, 10/30s or 1000/h',
    }),
    challengeLifetime: field('Challenge lifetime', number('key-challenge-lifetime', key.challengeLifetime, 10, 600), {
      hint: 'Seconds to answer a challenge in: 10 to 600',
    }),
    verificationLifetime: field(
      'Verification lifetime',
      number('key-verification-lifetime', key.verificationLifetime, 10, 3600),
      {
        hint: 'Seconds to redeem a pass in: 10 to 3600',
      },
    ),
  };
}

function scopesField(chosen) {
  const boxes = ['gate', 'desk'].map((scope) =>
    h('input', { type: 'checkbox', id: `key-scope-${scope}`, value: scope, checked: chosen.includes(scope) }),
  );
  const error = h('p', { class: 'field-error', id: 'key-scopes-error' });
  const root = h(
    'fieldset',
    { class: 'field plain', 'aria-describedby': 'key-scopes-error' },
    h('legend', null, 'Scopes'),
    h('p', { class: 'hint' }, 'What the key is good for'),
    boxes.map((box) => h('label', { class: 'check', for: box.id }, box, box.value === 'gate' ? 'Gate' : 'Desk')),
    error,
  );
  return {
    root,
    control: boxes[0],
    get value() {
      return boxes.filter(({ checked }) => checked).map(({ value }) => value);
    },
    fail: (text) => {
      error.textContent = text ?? '';
    },
  };
}

/** Opens the dialog that creates a key, or changes `existing`. `done` gets the key as the service gives it back. */
export function openKeyDialog({ existing, back, done }) {
  const key = { ...DEFAULTS, ...existing };
  const fields = { ...settingsFields(key), scopes: scopesField(key.scopes) };
  const settings = () => ({
    name: fields.name.value.trim(),
    difficulty: fields.difficulty.value,
    audience: fields.audience.value,
    minScore: Number(fields.minScore.value),
    hostnames: fields.hostnames.value.split(/[\s,]+/).filter(Boolean),
    scopes: fields.scopes.value,
    challengeLifetime: Number(fields.challengeLifetime.value),
    verificationLifetime: Number(fields.verificationLifetime.value),
    rateLimit: fields.rateLimit.value.trim(),
  });
  const changed = () =>
    Object.fromEntries(Object.entries(settings()).filter(([name, value]) => String(value) !== String(key[name])));
  const content = form({
    id: 'key-form',
    fields,
    content: [
      fields.name.root,
      h('div', { class: 'pair' }, fields.difficulty.root, fields.audience.root),
      h('div', { class: 'pair' }, fields.minScore.root, fields.rateLimit.root),
      fields.hostnames.root,
      h(
        'details',
        { class: 'advanced', id: 'key-advanced' },
        h('summary', null, 'Advanced settings'),
        h('div', { class: 'pair' }, fields.challengeLifetime.root, fields.verificationLifetime.root),
        fields.scopes.root,
      ),
    ],
    submitId: 'key-save',
    label: existing ? 'Save changes' : 'Create key',
    busy: existing ? 'Saving…' : 'Creating…',
    cancel: button('key-cancel', 'Cancel', () => dialog.close(), { kind: 'quiet' }),
    check: () => ({
      name: required('Give the key a name.', fields.name.value),
      minScore: score(fields.minScore.value),
      rateLimit: /^\d+\/\d*[smh]$/.test(fields.rateLimit.value.trim())
        ? undefined
        : 'Enter a rate like 600/m, 10/30s or 1000/h.',
      hostnames: settings().hostnames.length > 20 ? 'Enter 20 hostnames at most.' : undefined,
      challengeLifetime: between(fields.challengeLifetime.value, 10, 600),
      verificationLifetime: between(fields.verificationLifetime.value, 10, 3600),
      scopes: fields.scopes.value.length ? undefined : 'Choose one at least.',
    }),
    async send() {
      const reply = existing
        ? await call('PATCH', `api/v1/api-keys/${existing.id}`, changed())
        : await call('POST', 'api/v1/api-keys', settings());
      dialog.close();
      done(reply);
    },
  });
  const dialog = openDialog({
    id: 'key-dialog',
    title: existing ? `Change “${existing.name}”` : 'Create a key',
    content,
    back,
    otherwise: 'create-key',
  });
  fields.name.control.focus();
}

/** Shows a new key, this once. It closes only when told that the key is stored. */
export function openNewKeyDialog(key, back) {
  const shown = h(
    'code',
    { id: 'new-key', class: 'secret', tabindex: '0', 'aria-label': 'The new key', role: 'group' },
    key.key,
  );
  const reminder = h('p', { role: 'status', class: 'field-error', id: 'new-key-reminder' });
  const close = button('new-key-close', 'I have stored it, close', () => dialog.close(), { kind: 'primary' });
  const tryIt = button('new-key-try', 'Try it now', () => {
    dialog.close();
    location.hash = '#/try';
  });
  const dialog = openDialog({
    id: 'new-key-dialog',
    title: `Here is “${key.name}”`,
    back,
    content: h(
      'div',
      null,
      h(
        'div',
        { class: 'notice' },
        icon('warning'),
        h(
          'p',
          null,
          h('strong', null, 'You will not see it again.'),
          ' Store it where your server finds it, and nowhere else.',
        ),
      ),
      h(
        'div',
        { class: 'secret-row' },
        shown,
        copyButton('copy-new-key', 'the key', () => key.key),
      ),
      reminder,
      h('div', { class: 'actions' }, close, tryIt),
    ),
  });
  const stay = (event) => {
    event.preventDefault();
    reminder.textContent = 'Copy the key first, then say that you have stored it.';
  };
  dialog.addEventListener('cancel', stay);
  // A second Escape would close the dialog whatever a listener to `cancel` says.
  dialog.addEventListener('keydown', (event) => event.key === 'Escape' && stay(event));
  session.key = { id: key.id, name: key.name, secret: key.key };
  document.getElementById('copy-new-key').focus();
}

export function openRevokeDialog({ key, back, done }) {
  const content = form({
    id: 'revoke-form',
    fields: {},
    content: [
      h(
        'p',
        null,
        'Every call with it will be refused from then on, and nothing brings it back. ',
        'What it counted so far stays in the overview.',
      ),
      h(
        'p',
        { class: 'quiet' },
        key.lastUsedAt ? `It was last used ${ago(new Date(key.lastUsedAt))}.` : 'It has never been used.',
      ),
    ],
    submitId: 'revoke-confirm',
    label: `Revoke “${key.name}” for good`,
    busy: 'Revoking…',
    kind: 'danger',
    cancel: button('revoke-cancel', 'Keep it', () => dialog.close(), { kind: 'quiet' }),
    async send() {
      await call('DELETE', `api/v1/api-keys/${key.id}`);
      dialog.close();
      say(`Revoked “${key.name}”.`);
      done();
    },
  });
  const dialog = openDialog({
    id: 'revoke-dialog',
    title: `Revoke “${key.name}”?`,
    content,
    back,
    otherwise: 'create-key',
  });
  document.getElementById('revoke-cancel').focus();
}
