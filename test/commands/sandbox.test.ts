import { expect, test } from 'vitest';
import { runHs } from '../support/harness.ts';

test('says how to reach it, and ends with Ctrl-C', async () => {
  const ended = await runHs(['sandbox', '-o', 'json'], { interruptAfter: '\n' });
  expect(ended).toMatchObject({ code: 0, err: '' });
  expect(ended.out.split('\n')).toHaveLength(2);
  expect(ended.json()).toMatchObject({
    address: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    apiKey: expect.stringMatching(/^hskey-api-/),
    release: '0.29',
  });
});

test('prints lines to type for people', async () => {
  const ended = await runHs(['sandbox', '--headscale', '0.26'], { interruptAfter: 'hs users list\n' });
  expect(ended.code).toBe(0);
  expect(ended.out).toMatch(/HS_ADDRESS=http:\/\/127\.0\.0\.1:\d+ HS_API_KEY=\S+/);
  expect(ended.out).toContain('Headscale 0.26');
});

test.each([
  ['--headscale 0.22', 'There is no sandbox of Headscale 0.22', '0.23'],
  ['--seed many', '--seed cannot be "many"', 'demo'],
  ['--seed 100001', '--seed cannot be', '100000'],
  ['--port 65536', '--port cannot be', '65535'],
  ['--port http', '--port cannot be', '65535'],
  ['--sed demo', 'There is no flag --sed here', 'Did you mean --seed?'],
])('sandbox %s is refused', async (flags, said, hint) => {
  const refused = await runHs(['sandbox', ...flags.split(' ')]);
  expect(refused).toMatchObject({ code: 2, out: '' });
  expect(refused.err).toContain(said);
  expect(refused.err).toContain(hint);
});
