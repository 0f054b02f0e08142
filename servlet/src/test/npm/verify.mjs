// Lets a package of the registry ask siteverify whether a response is good. Reads a JSON object a line:
// {client, url, secret, response, sitekey?}; and writes one: {passed, said}, with what the package made of it.
import { createRequire } from 'node:module';

import { answerLines } from './lines.mjs';

const require = createRequire(import.meta.url);
const ACTION = 'signup';
const HOST = '127.0.0.1';

const clients = {
  async '@nestlab/google-recaptcha'({ url, secret, response }) {
    require('reflect-metadata');
    const { NestFactory } = require('@nestjs/core');
    const { Module } = require('@nestjs/common');
    const { GoogleRecaptchaModule, GoogleRecaptchaValidator } = require('@nestlab/google-recaptcha');
    const recaptcha = GoogleRecaptchaModule.forRoot({
      secretKey: secret,
      network: url,
      response: (request) => request.body.recaptcha,
      score: 0.5,
      actions: [ACTION],
    });
    class Application {}
    Module({ imports: [recaptcha] })(Application);
    const application = await NestFactory.createApplicationContext(Application, { logger: false });
    try {
      const { success, action, score, hostname, errors } = await application
        .get(GoogleRecaptchaValidator)
        .validate({ response });
      return { passed: success, said: { action, score, hostname, errors } };
    } finally {
      await application.close();
    }
  },

  async 'cf-turnstile'({ url, secret, response }) {
    const turnstile = require('cf-turnstile')(secret, { apiUrl: url, action: ACTION, hostname: HOST });
    const { success, action, timestamp, hostname, errors } = await turnstile(response);
    return { passed: success, said: { action, timestamp, hostname, errors } };
  },

  'better-auth as reCAPTCHA': (asked) =>
    signUp(asked, {
      provider: 'google-recaptcha',
      minScore: 0.5,
      expectedAction: ACTION,
      allowedHostnames: [HOST],
    }),

  'better-auth as hCaptcha': (asked) => signUp(asked, { provider: 'hcaptcha', siteKey: asked.sitekey }),

  'better-auth as Turnstile': (asked) =>
    signUp(asked, { provider: 'cloudflare-turnstile', expectedAction: ACTION, allowedHostnames: [HOST] }),
};

/** A whole sign-up with better-auth, whose plugin asks before it makes the account. */
async function signUp({ url, secret, response }, options) {
  const { betterAuth } = await import('better-auth');
  const { captcha } = await import('better-auth/plugins');
  const { memoryAdapter } = await import('better-auth/adapters/memory');
  const auth = betterAuth({
    baseURL: 'http://localhost',
    secret: 'KpWcYt7e8Jw2m4Xq1Zr6Bv9Ns3Df5Gh0',
    database: memoryAdapter({ user: [], session: [], account: [], verification: [] }),
    emailAndPassword: { enabled: true },
    telemetry: { enabled: false },
    logger: { disabled: true },
    plugins: [captcha({ ...options, secretKey: secret, siteVerifyURLOverride: url })],
  });
  const reply = await auth.handler(
    new Request('http://localhost/api/auth/sign-up/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-captcha-response': response },
      body: JSON.stringify({ email: 'ada@example.com', password: 'correct horse', name: 'Ada' }),
    }),
  );
  const { code, user } = await reply.json();
  return { passed: reply.status === 200, said: { status: reply.status, code, name: user?.name } };
}

await answerLines(clients);
