import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HeadscaleApi } from '../../../src/headscale/port.ts';
import { list } from '../eras/expected.ts';
import { type Invocation, invocationOf, whyNot } from '../eras/invocations.ts';
import { anApiKey } from '../eras/things.ts';
import { type RecordedExchange, recordedExchanges } from './recorded.ts';
import { expectedRefusal } from './refusals.ts';
import { json, type ReplayServer, replayServer } from './replay-server.ts';
import { API_KEY, failureOf, talkTo } from './talk.ts';

const exchanges = recordedExchanges();
const versions = [...new Set(exchanges.map(({ version }) => version))];

/** The method of the port that makes a recorded exchange; 0.30 alone deletes API keys by prefix. */
function invoked(exchange: RecordedExchange): Invocation | undefined {
  if (exchange.release !== '0.30' || exchange.rpc !== 'DeleteApiKey') return invocationOf(exchange);
  const { prefix } = exchange.request;
  if (prefix === undefined) return undefined;
  return {
    invoke: (calls) => calls.deleteApiKey(anApiKey({ prefix: String(prefix) })),
    answer: () => undefined,
  };
}

/** Why no method of the port makes a recorded exchange. */
function whyNotMade(exchange: RecordedExchange): string | undefined {
  const byId = exchange.rpc === 'DeleteApiKey' && exchange.request['prefix'] === undefined;
  return exchange.release === '0.30' && byId ? '0.30 knows API keys by prefix' : whyNot(exchange);
}

/** What must be sent: the recorded body, but no tag twice. */
function expectedBody({ body }: RecordedExchange): unknown {
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      /^(tags|aclTags)$/.test(name) ? [...new Set(list(value))] : value,
    ]),
  );
}

describe.each(versions)('Headscale %s as it was recorded', (version) => {
  const ofVersion = exchanges.filter((exchange) => exchange.version === version);
  let server: ReplayServer;
  let api: HeadscaleApi;

  beforeAll(async () => {
    server = await replayServer(version);
    api = talkTo(server.url);
    const [release] = new Set(ofVersion.map((exchange) => exchange.release));
    expect((await api.release()).range).toEqual({ oldest: release, newest: release });
  });

  afterAll(async () => {
    api.close();
    await server.close();
  });

  test.each(ofVersion.filter((exchange) => invoked(exchange)))('$title', async (exchange) => {
    const invocation = invoked(exchange);
    server.forget();
    server.answer = ({ path }) => {
      if (path === '/api/v1/routes' && exchange.rpc !== 'GetRoutes') return json({ routes: [] });
      const { status, contentType, answer } = exchange;
      return { status, contentType, body: typeof answer === 'string' ? answer : JSON.stringify(answer) };
    };
    const answer = invocation?.invoke(api) ?? Promise.resolve();
    if (exchange.status === 200) expect(await answer).toEqual(invocation?.answer());
    else expect((await failureOf(answer)).code).toBe(expectedRefusal(exchange));
    expect(server.calls.filter(({ path }) => path !== '/api/v1/routes')).toMatchObject([
      {
        method: exchange.method,
        path: exchange.path,
        body: expectedBody(exchange),
        authorization: `Bearer ${API_KEY}`,
      },
    ]);
  });

  test('every recorded call is made by a method of the port, or it is said why not', () => {
    const silent = ofVersion.filter((exchange) => !invoked(exchange) && !whyNotMade(exchange));
    expect(silent.map(({ title }) => title)).toEqual([]);
  });
});
