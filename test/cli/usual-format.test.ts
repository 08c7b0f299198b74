import { expect, test } from 'vitest';
import { newContext } from '../../src/config/context.ts';
import { remembering } from '../support/remembered.ts';
import { useTailnet } from '../support/tailnet.ts';

const tailnet = useTailnet();

test.each([
  ['the format of the context', 'users list', {}, '[]\n'],
  ['but a flag', 'users list -o csv --columns id', {}, 'id\r\n'],
  ['and a variable go before it', 'users list', { HS_OUTPUT: 'jsonl' }, ''],
  ['also where the list is not sent early', 'preauthkeys list', {}, '[]\n'],
])('%s', async (_, line, env, out) => {
  const { sandbox } = tailnet;
  const context = { ...newContext('prod', sandbox.address), format: 'json' };
  const { contexts } = await remembering([context, sandbox.apiKey]);
  const outcome = await tailnet.hs(line, { contexts, env: { HS_ADDRESS: '', HS_API_KEY: '', ...env } });
  expect([outcome.code, outcome.out]).toEqual([0, out]);
});
