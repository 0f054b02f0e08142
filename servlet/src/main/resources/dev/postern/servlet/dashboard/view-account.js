import { call, session, signIn, signOut } from './api.js';
import { button, h, heading, openDialog, say } from './dom.js';
import { field, form, input, passwordProblem } from './forms.js';
import { dateOf, exactly } from './format.js';

function passwordForm(signedOut) {
  const password = (id, autocomplete) => input(id, { type: 'password', autocomplete });
  const fields = {
    currentPassword: field('Current password', password('current-password', 'current-password')),
    newPassword: field('New password', password('new-password', 'new-password'), { hint: '8 to 128 characters' }),
  };
  const current = fields.currentPassword;
  const fresh = fields.newPassword;
  return form({
    id: 'password-form',
    fields,
    // Password managers look for the name that a password belongs to.
    content: [
      h('input', { type: 'email', autocomplete: 'username', value: session.user.email, hidden: true, readonly: true }),
      current.root,
      fresh.root,
    ],
    submitId: 'change-password',
    label: 'Change password',
    busy: 'Changing…',
    codes: { 'wrong-password': 'currentPassword', 'invalid-password': 'newPassword' },
    check: () => ({
      currentPassword: current.value ? undefined : 'Enter your current password.',
      newPassword: passwordProblem(fresh.value),
    }),
    async send() {
      const { email } = session.user;
      await call('POST', 'api/v1/auth/password', { currentPassword: current.value, newPassword: fresh.value });
      try {
        await signIn({ email, password: fresh.value });
      } catch {
        signedOut('Your password is changed. Sign in with the new one.');
        return;
      }
      current.control.value = '';
      fresh.control.value = '';
      say('Your password is changed, and all other sessions have ended.');
    },
  });
}

function openDeleteDialog(signedOut) {
  const { email } = session.user;
  const typed = field(`Type ${email} to confirm`, input('delete-email', { autocomplete: 'off', inputmode: 'email' }));
  const content = form({
    id: 'delete-form',
    fields: { email: typed },
    content: [
      h(
        'p',
        null,
        'The account goes, with all its keys and all that was counted. ',
        'Calls with those keys are refused at once. Nothing brings it back.',
      ),
      typed.root,
    ],
    submitId: 'delete-confirm',
    label: 'Delete my account for good',
    busy: 'Deleting…',
    kind: 'danger',
    cancel: button('delete-cancel', 'Keep it', () => dialog.close(), { kind: 'quiet' }),
    check: () => ({
      email: typed.value.trim().toLowerCase() === email.toLowerCase() ? undefined : `Type ${email}, to be sure.`,
    }),
    async send() {
      await call('DELETE', 'api/v1/auth/me');
      signedOut('Your account is deleted.');
    },
  });
  const dialog = openDialog({ id: 'delete-dialog', title: 'Delete your account?', content, back: 'delete-account' });
  typed.control.focus();
}

export function showAccount(main, _, { signedOut }) {
  const { email, name, createdAt } = session.user;
  const entry = (term, id, ...value) => h('div', null, h('dt', null, term), h('dd', { id }, ...value));
  const signOutForm = form({
    id: 'sign-out-form',
    fields: {},
    submitId: 'sign-out',
    label: 'Sign out',
    busy: 'Signing out…',
    kind: '',
    async send() {
      await signOut();
      signedOut('You are signed out.');
    },
  });
  main.append(
    h(
      'div',
      { class: 'view slim' },
      heading('Account'),
      h(
        'section',
        { class: 'card', 'aria-labelledby': 'profile-title' },
        h('h2', { id: 'profile-title' }, 'You'),
        h(
          'dl',
          { class: 'profile' },
          entry('E-mail', 'account-email', email),
          name && entry('Name', 'account-name', name),
          entry(
            'Here since',
            'account-created',
            h('time', { datetime: createdAt, title: exactly(new Date(createdAt)) }, dateOf(new Date(createdAt))),
          ),
        ),
        signOutForm,
      ),
      h(
        'section',
        { class: 'card', 'aria-labelledby': 'password-title' },
        h('h2', { id: 'password-title' }, 'Password'),
        h('p', { class: 'hint' }, 'Changing it ends all other sessions.'),
        passwordForm(signedOut),
      ),
      h(
        'section',
        { class: 'card', 'aria-labelledby': 'delete-title' },
        h('h2', { id: 'delete-title' }, 'Delete the account'),
        h('p', { class: 'hint' }, 'With all its keys, and all that was counted.'),
        button('delete-account', 'Delete the account…', () => openDeleteDialog(signedOut), { kind: 'danger-quiet' }),
      ),
    ),
  );
}
