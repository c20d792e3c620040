// The official client, unmodified, against the scripted model server of TestKit. One JSON object per step goes to standard output;
// the test judges them. Usage: node openai.js BASE_ADDRESS KEY
'use strict';

const OpenAI = require('openai');

const [baseURL, apiKey] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0, timeout: 20_000 });
const model = 'gpt-4.1-mini';
const ask = (content, more) => ({ model, messages: [{ role: 'user', content }], ...more });
const weather = {
  type: 'function',
  function: { name: 'weather', strict: true, parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false } },
};

// What a client's error says: its class, and the fields it read out of the body.
async function fault(doing) {
  try {
    await doing();
    return { class: null };
  } catch (error) {
    return {
      class: error.constructor.name, status: error.status, code: error.code, type: error.type, param: error.param,
      requestId: error.requestID, retryAfter: error.headers?.get?.('retry-after'),
    };
  }
}

async function collect(content, more) {
  const stream = await client.chat.completions.create(ask(content, { stream: true, ...more }));
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

const steps = {
  create: async () => {
    const { data, response } = await client.chat.completions.create(ask('say: hello, 你好', { temperature: 0.2, max_completion_tokens: 50 })).withResponse();
    return { data, requestId: response.headers.get('x-request-id'), took: response.headers.get('openai-processing-ms') };
  },
  several: async () => (await client.chat.completions.create(ask('say: one two three STOP four', { n: 2, stop: 'STOP' }))).choices,
  cut: async () => (await client.chat.completions.create(ask('say: one two three four five', { max_tokens: 3 }))).choices[0],
  stream: async () => collect('say: one two three', { stream_options: { include_usage: true } }),
  plainStream: async () => collect('say: one two three'),
  helper: async () => {
    const runner = client.chat.completions.stream(ask('say: one two three'));
    return { content: await runner.finalContent() };
  },
  tools: async () => {
    const messages = [{ role: 'user', content: 'call weather' }];
    const first = await client.chat.completions.create({ model, messages, tools: [weather], tool_choice: 'auto' });
    const said = first.choices[0].message;
    messages.push(said, { role: 'tool', tool_call_id: said.tool_calls[0].id, content: 'sunny' });
    const second = await client.chat.completions.create({ model, messages, tools: [weather] });
    return { first: first.choices[0], second: second.choices[0] };
  },
  streamedTools: async () => {
    const runner = client.chat.completions.stream(ask('call weather', { tools: [weather] }));
    return await runner.finalChatCompletion().then((whole) => whole.choices[0]);
  },
  embeddings: async () => {
    const make = (input, more) => client.embeddings.create({ model: 'text-embedding-3-small', input, ...more });
    const inBase64 = await make(['annual fee of the Platinum card', 'how much is the annual fee of Platinum', 'my dog eats grass'], { dimensions: 256 });
    const inFloats = await make('annual fee of the Platinum card', { dimensions: 256, encoding_format: 'float' });
    return { inBase64, inFloats };
  },
  models: async () => {
    const ids = [];
    for await (const one of client.models.list()) ids.push(one.id);
    return { ids, one: await client.models.retrieve(model) };
  },
  errors: async () => ({
    wrongKey: await fault(() => new OpenAI({ baseURL, apiKey: 'another-key-of-nobody', maxRetries: 0 }).models.list()),
    unknownModel: await fault(() => client.chat.completions.create({ ...ask('hi'), model: 'gpt-of-nobody' })),
    noMessages: await fault(() => client.chat.completions.create({ model, messages: [] })),
    wrongRole: await fault(() => client.chat.completions.create({ model, messages: [{ role: 'wizard', content: 'hi' }] })),
    loneTool: await fault(() => client.chat.completions.create({ model, messages: [{ role: 'tool', tool_call_id: 'call_1', content: 'x' }] })),
    wrongType: await fault(() => client.chat.completions.create(ask('hi', { temperature: 'warm' }))),
    tooLong: await fault(() => client.chat.completions.create(ask('word '.repeat(130_000)))),
    unknownAddress: await fault(() => client.post('/nowhere', { body: {} })),
    badRequest: await fault(() => client.chat.completions.create(ask('error 400'))),
    permission: await fault(() => client.chat.completions.create(ask('error 403'))),
    conflict: await fault(() => client.chat.completions.create(ask('error 409'))),
    unprocessable: await fault(() => client.chat.completions.create(ask('error 422'))),
    rateLimit: await fault(() => client.chat.completions.create(ask('error 429'))),
    quota: await fault(() => client.chat.completions.create(ask('error 429 insufficient_quota'))),
    server: await fault(() => client.chat.completions.create(ask('error 500'))),
    overloaded: await fault(() => client.chat.completions.create(ask('error 503'))),
    filtered: await fault(() => client.chat.completions.create(ask('error 400 content_filter'))),
    cut: await fault(() => client.chat.completions.create(ask('hang up'))),
    stalled: await fault(() => client.chat.completions.create(ask('stall'), { timeout: 300 })),
    halfStream: await fault(() => collect('half')),
    garbageStream: await fault(() => collect('garbage')),
  }),
};

(async () => {
  for (const [step, run] of Object.entries(steps)) {
    let line;
    try {
      line = { step, result: await run() };
    } catch (error) {
      line = { step, failed: String(error?.stack ?? error) };
    }
    process.stdout.write(`${JSON.stringify(line)}\n`);
  }
})();
