import { call, explain } from './api.js';
import { button, copyButton, failure, h, heading, hidden, icon, say } from './dom.js';
import { AUDIENCES, openKeyDialog, openNewKeyDialog, openRevokeDialog } from './key-dialogs.js';
import { ago, exactly } from './format.js';

const COLUMNS = [
  'Key',
  'Publishable key',
  'Difficulty',
  'Audience',
  'Minimum score',
  'Hostnames',
  'Rate limit',
  'State',
  'Created',
  'Last used',
  'Actions',
];

const time = (iso) => h('time', { datetime: iso, title: exactly(new Date(iso)) }, ago(new Date(iso)));

const masked = ({ prefix, lastFour }) => h('code', { class: 'masked' }, `${prefix}…${lastFour}`);

const capital = (word) => word[0].toUpperCase() + word.slice(1);

export function showKeys(main, parameters) {
  const left = new AbortController();
  const trouble = h('div', { id: 'keys-error' });
  const loading = h('p', { class: 'quiet' }, 'Loading the keys…');
  const list = h('div', { id: 'keys', 'aria-busy': 'true' }, loading);
  main.append(
    h(
      'div',
      { class: 'view' },
      h(
        'div',
        { class: 'view-head' },
        heading('Keys'),
        button('create-key', [icon('plus'), 'Create a key'], () => create(), { kind: 'primary' }),
      ),
      h(
        'p',
        { class: 'lead' },
        'Your server sends a key with each call to the gate. ',
        'The publishable key may stand in a page; the other one must not.',
      ),
      trouble,
      list,
    ),
  );

  function create() {
    openKeyDialog({
      back: 'create-key',
      async done(key) {
        openNewKeyDialog(key, 'create-key');
        await load();
      },
    });
  }

  function change(key, back) {
    openKeyDialog({
      existing: key,
      back,
      async done() {
        say('Saved.');
        await load();
        document.getElementById(back)?.focus();
      },
    });
  }

  async function toggle(key, pressed) {
    const word = key.active ? 'deactivated' : 'activated';
    pressed.setAttribute('aria-disabled', 'true');
    try {
      await call('PATCH', `api/v1/api-keys/${key.id}`, { active: !key.active });
      say(`“${key.name}” is ${word}.`);
      await load();
      document.getElementById(pressed.id)?.focus();
    } catch (error) {
      trouble.replaceChildren(failure(explain(error), error.mayPass && (() => toggle(key, pressed))));
    } finally {
      pressed.setAttribute('aria-disabled', 'false');
    }
  }

  function row(key) {
    const id = (what) => `key-${key.id}-${what}`;
    const named = (label) => [label, hidden(` “${key.name}”`)];
    const cell = (column, ...content) =>
      h(
        'td',
        { role: 'cell', class: `cell-${column.toLowerCase().replace(' ', '-')}` },
        h('span', { class: 'cell-label', 'aria-hidden': 'true' }, column),
        h('span', { class: 'cell-value' }, ...content),
      );
    const toggleButton = button(
      id('toggle'),
      named(key.active ? 'Deactivate' : 'Activate'),
      () => toggle(key, toggleButton),
      { kind: 'small quiet' },
    );
    return h(
      'tr',
      { role: 'row', id: `key-${key.id}`, class: key.active ? '' : 'off' },
      h('th', { role: 'rowheader', scope: 'row' }, h('span', { class: 'key-name' }, key.name), masked(key)),
      cell(
        'Publishable key',
        h('code', { class: 'publishable', title: key.publishableKey }, key.publishableKey),
        copyButton(id('copy'), `the publishable key of “${key.name}”`, () => key.publishableKey),
      ),
      cell('Difficulty', capital(key.difficulty)),
      cell('Audience', AUDIENCES[key.audience]),
      cell('Minimum score', key.minScore),
      cell(
        'Hostnames',
        key.hostnames?.length
          ? key.hostnames.map((host) => h('span', { class: 'host' }, host))
          : h('span', { class: 'quiet' }, 'any'),
      ),
      cell('Rate limit', key.rateLimit),
      cell('State', h('span', { class: `state ${key.active ? 'on' : 'off'}` }, key.active ? 'Active' : 'Inactive')),
      cell('Created', time(key.createdAt)),
      cell('Last used', key.lastUsedAt ? time(key.lastUsedAt) : h('span', { class: 'quiet' }, 'never')),
      cell(
        'Actions',
        button(id('change'), named('Change'), () => change(key, id('change')), { kind: 'small quiet' }),
        toggleButton,
        button(id('revoke'), named('Revoke'), () => openRevokeDialog({ key, back: id('revoke'), done: afterRevoke }), {
          kind: 'small quiet bad',
        }),
      ),
    );
  }

  async function afterRevoke() {
    await load();
    document.getElementById('create-key')?.focus();
  }

  const none = () =>
    h(
      'div',
      { class: 'card empty' },
      h('h2', null, 'No keys yet'),
      h('p', null, 'Create one, and it is shown to you once. Then your server can ask for challenges.'),
    );

  async function load() {
    try {
      const { keys } = await call('GET', 'api/v1/api-keys', undefined, left.signal);
      trouble.replaceChildren();
      // Laid out as cards, a table is none to a screen reader unless the roles say so.
      list.replaceChildren(
        keys.length === 0
          ? none()
          : h(
              'table',
              { class: 'keys', role: 'table', 'aria-label': 'API keys' },
              h(
                'thead',
                { role: 'rowgroup' },
                h(
                  'tr',
                  { role: 'row' },
                  COLUMNS.map((column) => h('th', { role: 'columnheader', scope: 'col' }, column)),
                ),
              ),
              h('tbody', { role: 'rowgroup' }, keys.map(row)),
            ),
      );
    } catch (error) {
      if (!left.signal.aborted) {
        trouble.replaceChildren(failure(explain(error), load));
      }
    } finally {
      loading.remove();
      list.setAttribute('aria-busy', 'false');
    }
  }

  load();
  if (parameters.has('create')) {
    history.replaceState(null, '', '#/keys'); // so that a reload doesn't ask again
    create();
  }

  return { leave: () => left.abort() };
}
