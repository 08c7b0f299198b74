import { describe, expect, test } from 'vitest';
import { newContext } from '../../src/config/context.ts';
import { remembering } from '../support/remembered.ts';
import { useTailnet } from '../support/tailnet.ts';

const tailnet = useTailnet();
const NO_SERVER = { HS_ADDRESS: '', HS_API_KEY: '' };

describe('a name that has to be typed', () => {
  test('can be given with --confirm instead of --yes', async () => {
    await tailnet.user('alice');
    const { code, changes } = await tailnet.hs('users delete alice --confirm alice');
    expect([code, changes]).toEqual([0, ['DeleteUser']]);
  });

  test('has to be exactly that, even beside --yes', async () => {
    await tailnet.user('alice');
    const { code, err, changes } = await tailnet.hs('users delete alice --yes --confirm bob');
    expect([code, changes]).toEqual([2, []]);
    expect(err).toContain('"bob"');
  });
});

describe('under confirm: severe', () => {
  async function production() {
    const { sandbox } = tailnet;
    const context = { ...newContext('prod', sandbox.address), confirm: 'severe' as const };
    const { contexts } = await remembering([context, sandbox.apiKey]);
    return { contexts, env: NO_SERVER };
  }

  test('--yes does not answer what wants a name, without a terminal', async () => {
    await tailnet.user('alice');
    const { code, err, changes } = await tailnet.hs('users delete alice --yes', await production());
    expect([code, changes]).toEqual([2, []]);
    expect(err).toContain('--confirm alice');
  });

  test('--confirm does', async () => {
    await tailnet.user('alice');
    const { code, changes } = await tailnet.hs('users delete alice --confirm alice', await production());
    expect([code, changes]).toEqual([0, ['DeleteUser']]);
  });

  test('--yes goes on answering what asks for yes or no', async () => {
    await tailnet.user('alice');
    await tailnet.node('alice', 'laptop');
    const { code, changes } = await tailnet.hs('nodes delete laptop --yes', await production());
    expect([code, changes]).toEqual([0, ['DeleteNode']]);
  });

  test('--yes answers everything at a terminal', async () => {
    await tailnet.user('alice');
    const { code } = await tailnet.hs('users delete alice --yes', { ...(await production()), tty: true });
    expect(code).toBe(0);
  });
});
