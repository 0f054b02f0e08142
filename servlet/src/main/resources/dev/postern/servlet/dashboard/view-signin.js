import { session, signIn, signUp } from './api.js';
import { button, h, heading, icon } from './dom.js';
import { field, form, input, passwordProblem, required } from './forms.js';

const emailProblem = (value) =>
  /^\S+@\S+$/.test(value.trim()) ? undefined : 'Enter an e-mail address, like you@example.org.';

const emailField = (typed) =>
  field('E-mail', input('email', { type: 'email', autocomplete: 'username', inputmode: 'email', value: typed }));

function signInForm(typed, done) {
  const fields = {
    email: emailField(typed),
    password: field('Password', input('password', { type: 'password', autocomplete: 'current-password' })),
  };
  return form({
    id: 'sign-in',
    fields,
    content: [fields.email.root, fields.password.root],
    submitId: 'sign-in-submit',
    label: 'Sign in',
    busy: 'Signing in…',
    codes: { 'invalid-email': 'email', 'invalid-credentials': 'password' },
    check: () => ({
      email: emailProblem(fields.email.value),
      password: fields.password.value ? undefined : 'Enter your password.',
    }),
    async send() {
      await signIn({ email: fields.email.value.trim(), password: fields.password.value });
      done();
    },
  });
}

function signUpForm(typed, done) {
  const invited = session.registration === 'invitation';
  const fields = {
    email: emailField(typed),
    name: field('Name', input('name', { autocomplete: 'name', autocapitalize: 'words', maxlength: '100' }), {
      optional: true,
    }),
    password: field('Password', input('password', { type: 'password', autocomplete: 'new-password' }), {
      hint: '8 to 128 characters',
    }),
    ...(invited && {
      invitation: field('Invitation', input('invitation', { autocomplete: 'off' }), {
        hint: 'The code that whoever runs this service gave you',
      }),
    }),
  };
  return form({
    id: 'sign-up',
    fields,
    content: Object.values(fields).map((each) => each.root),
    submitId: 'sign-up-submit',
    label: 'Create account',
    busy: 'Creating the account…',
    codes: {
      'invalid-email': 'email',
      'email-taken': 'email',
      'invalid-password': 'password',
      'invalid-invitation': 'invitation',
    },
    check: () => ({
      email: emailProblem(fields.email.value),
      password: passwordProblem(fields.password.value),
      invitation: invited ? required('Enter your invitation.', fields.invitation.value) : undefined,
    }),
    async send() {
      const name = fields.name.value.trim();
      await signUp({
        email: fields.email.value.trim(),
        password: fields.password.value,
        ...(name && { name }),
        ...(invited && { invitation: fields.invitation.value.trim() }),
      });
      done();
    },
  });
}

/** Shows the way in; `done` is called when somebody is signed in. */
export function showSignIn(main, { message, done, mode = 'in', typed = '' }) {
  const signingUp = mode === 'up';
  const title = signingUp ? 'Create an account' : 'Sign in';
  const switchTo = (next) => {
    showSignIn(main, { done, mode: next, typed: main.querySelector('#email').value });
    main.querySelector('h1').focus();
  };
  document.title = `${title} – Postern`;
  main.replaceChildren(
    h(
      'div',
      { class: 'door' },
      h('p', { class: 'brand' }, icon('mark'), 'Postern'),
      h(
        'div',
        { class: 'card' },
        heading(title, message && { 'aria-describedby': 'sign-in-message' }),
        message && h('p', { class: 'notice', id: 'sign-in-message' }, message),
        signingUp ? signUpForm(typed, done) : signInForm(typed, done),
      ),
      signingUp
        ? h(
            'p',
            { class: 'other-way' },
            'Have an account already? ',
            button('to-sign-in', 'Sign in', () => switchTo('in'), { kind: 'link' }),
          )
        : session.registration !== 'off' &&
            h(
              'p',
              { class: 'other-way' },
              'No account yet? ',
              button('to-sign-up', 'Create one', () => switchTo('up'), { kind: 'link' }),
            ),
    ),
  );
}
