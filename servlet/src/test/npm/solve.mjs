// Lets a package of the registry have an image read. Reads a JSON object a line: {client, url, key, image, numeric?, math?};
// and writes one: {passed, said}, with the text and the balance, or the error that the package made of the reply.
import { createRequire } from 'node:module';

import { answerLines } from './lines.mjs';

const require = createRequire(import.meta.url);

const clients = {
  async '@zennolab_com/capmonstercloud-client'({ url, key, image, numeric, math }) {
    const { CapMonsterCloudClientFactory, ClientOptions, ImageToTextRequest } = require('@zennolab_com/capmonstercloud-client');
    const client = CapMonsterCloudClientFactory.Create(new ClientOptions({ clientKey: key, serviceUrl: url }));
    const task = new ImageToTextRequest({ body: image, Case: true, ...hints(numeric, math) });
    const { solution, error } = await client.Solve(task);
    if (error) {
      return { passed: false, said: { error } };
    }
    const { balance } = await client.getBalance();
    return { passed: true, said: { text: solution.text, balance } };
  },

  async 'node-capmonster'({ url, key, image, numeric, math }) {
    // The package keeps the address of its service in a static field.
    require('node-capmonster/dist/capmonster').CapmonsterClient.hostUrl = url;
    const { CapmonsterError, ImageToTextTask } = require('node-capmonster');
    const client = new ImageToTextTask(key);
    try {
      const id = await client.createWithTask(client.task({ body: image, Case: true, ...hints(numeric, math) }));
      const { text } = await client.joinTaskResult(id);
      return { passed: true, said: { text, balance: await client.getBalance() } };
    } catch (error) {
      if (error instanceof CapmonsterError) {
        return { passed: false, said: { error: error.error.errorCode } };
      }
      throw error;
    }
  },
};

function hints(numeric, math) {
  return { ...(numeric && { numeric: Number(numeric) }), ...(math && { math: true }) };
}

await answerLines(clients);
