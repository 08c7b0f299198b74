import { expect, test } from 'vitest';
import { newContext } from '../../../src/config/context.ts';
import { keptFilesIn } from '../../../src/files/kept-files.ts';
import { FACTS, tempFolder } from '../../config/support.ts';
import { remembering } from '../../support/remembered.ts';
import { NOW, useTailnet } from '../../support/tailnet.ts';
import { OTHER, TEXT } from './texts.ts';

const net = useTailnet();
const THIRD = TEXT.replace('// one', '// three');
const files = { 'p.hujson': TEXT, 'other.hujson': OTHER, 'third.hujson': THIRD };
const stored = async () => (await net.hs('policy get')).out;

/** TEXT, then OTHER, set from this machine. */
async function replaced() {
  const kept = { files, state: keptFilesIn(tempFolder(), FACTS) };
  await net.hs('policy set p.hujson -y', kept);
  await net.hs('policy set other.hujson -y', { ...kept, now: NOW - 3_600_000 });
  return kept;
}

test('goes back to the version before, byte for byte, once the host is typed', async () => {
  const kept = await replaced();
  const back = await net.hs('policy rollback', { ...kept, tty: true, answers: ['127.0.0.1'] });
  expect(back).toMatchObject({
    code: 0,
    out: '',
    asked: ['Type 127.0.0.1 to go on'],
    changes: ['SetPolicy'],
  });
  expect(back.err).toContain('Roll the policy back to policy 1, replaced 1h ago, on http');
  expect(back.err).toContain('+++ policy 1');
  expect(back.err).toContain('What was there is kept as policy 2');
  expect(await stored()).toBe(TEXT);
});

test('is kept itself: a second one takes the first back', async () => {
  const kept = await replaced();
  for (const text of [TEXT, OTHER, TEXT]) {
    expect((await net.hs('policy rollback --yes', kept)).code).toBe(0);
    expect(await stored()).toBe(text);
  }
});

test('goes to a version that is named', async () => {
  const kept = await replaced();
  await net.hs('policy set third.hujson -y', kept);
  const back = await net.hs('policy rollback 1 -y -o json', kept);
  expect(back.json()).toEqual([{ id: 'policy', name: 'policy', status: 'changed' }]);
  expect(await stored()).toBe(TEXT);
  expect((await net.hs('policy rollback 1 -y', kept)).err).toContain('The policy is the same as policy 1');
});

test('passes over what somebody set again elsewhere', async () => {
  const kept = await replaced();
  await net.sandbox.core.call('SetPolicy', { policy: TEXT }, { trusted: true });
  const nothing = await net.hs('policy rollback -y', kept);
  expect(nothing).toMatchObject({ code: 3, changes: [] });
  expect(nothing.err).toContain('No earlier policy of this server is kept on this machine');
});

test('a dry run shows it, and without a terminal nothing is asked of the server', async () => {
  const kept = await replaced();
  const dry = await net.hs('policy rollback -n', kept);
  expect(dry).toMatchObject({ code: 0, changes: [] });
  expect(dry.err).toContain('-  // two: Ünï 日本');
  expect(await net.hs('policy rollback', kept)).toMatchObject({ code: 2, calls: [] });
  expect(await net.hs('policy rollback 9 -y', kept)).toMatchObject({ code: 3, changes: [] });
});

test('a change that failed is no version', async () => {
  const kept = await replaced();
  await net.start({ release: '0.28' });
  await net.hs('policy set p.hujson -y', kept);
  await net.hs('policy set other.hujson -y', kept);
  const address = net.sandbox.address;
  expect((await net.hs('policy set - -y', { ...kept, stdin: '{ nope' })).code).toBe(1);
  const back = await net.hs('policy rollback -y', kept);
  expect(back.err).toContain('Rolled the policy back to policy 1');
  expect(net.sandbox.address).toBe(address);
  expect(await stored()).toBe(TEXT);
});

test('somebody who sets another meanwhile is not overruled', async () => {
  const kept = await replaced();
  const back = await net.hs('policy rollback', {
    ...kept,
    tty: true,
    answers: ['127.0.0.1'],
    whenAsked: async () =>
      void (await net.sandbox.core.call('SetPolicy', { policy: THIRD }, { trusted: true })),
  });
  expect(back.code).toBe(5);
  expect(await stored()).toBe(THIRD);
});

test('a severe context takes the host alone without a terminal, a read-only one nothing', async () => {
  const kept = await replaced();
  const env = { HS_ADDRESS: '', HS_API_KEY: '' };
  const context = newContext('prod', net.sandbox.address);
  const inContext = async (more: object) => {
    const { contexts } = await remembering([{ ...context, ...more }, net.sandbox.apiKey]);
    return { ...kept, env, contexts };
  };
  const severe = await inContext({ confirm: 'severe' });
  expect(await net.hs('policy rollback --yes', severe)).toMatchObject({ code: 2, changes: [] });
  expect((await net.hs('policy rollback --confirm 127.0.0.1', severe)).changes).toEqual(['SetPolicy']);
  const readOnly = await net.hs('policy rollback --yes', await inContext({ readOnly: true }));
  expect(readOnly).toMatchObject({ code: 2, changes: [] });
  expect(readOnly.err).toContain('read-only');
});
