// Answers lines of JSON with lines of JSON: each question names its client, which is a function of the question.
import { createInterface } from 'node:readline';

export async function answerLines(clients) {
  for await (const line of createInterface({ input: process.stdin })) {
    const asked = JSON.parse(line);
    let answer;
    try {
      answer = await clients[asked.client](asked);
    } catch (error) {
      answer = { passed: false, said: { thrown: String(error) } };
    }
    console.log(JSON.stringify(answer));
  }
}
