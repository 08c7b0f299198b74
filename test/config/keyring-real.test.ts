import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { describe, expect } from 'vitest';
import { chooseStore } from '../../src/config/choose-store.ts';
import { type Contexts, contextsIn } from '../../src/config/contexts.ts';
import { fileStore } from '../../src/config/file-store.ts';
import { keyringProcess, keyringStore } from '../../src/config/keyring-store.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { runHs } from '../support/harness.ts';
import { testWith } from '../support/needs.ts';
import { SECRET_SERVICE, type SecretService, startSecretService } from '../support/secret-service.ts';
import { FACTS, refusalBy, tempFolder } from './support.ts';

const PROCESS = keyringProcess(
  process.execPath,
  new URL('../../src/config/keyring-program.ts', import.meta.url),
);
const withKeyring = testWith(...SECRET_SERVICE);

const storeOf = ({ env }: SecretService, options: { service?: string; timeoutMs?: number } = {}) =>
  keyringStore({ process: PROCESS, env, service: 'hs', timeoutMs: 20_000, ...options });

describe('the keyring of a real Secret Service', () => {
  withKeyring('keeps, gives back, replaces and forgets', async () => {
    const store = storeOf(await startSecretService());
    expect(await store.probe()).toBeUndefined();
    expect(await store.get('prod')).toBeUndefined();
    await store.set('prod', 'first');
    await store.set('prod', 'a second, with spaces, "quotes" and ünïcödé');
    await store.set('lab', 'another');
    expect(await store.get('prod')).toBe('a second, with spaces, "quotes" and ünïcödé');
    expect(await store.delete('prod')).toBe(true);
    expect(await store.delete('prod')).toBe(false);
    expect(await store.get('prod')).toBeUndefined();
    expect(await store.get('lab')).toBe('another');
  });

  withKeyring('has other entries for another folder of contexts', async () => {
    const service = await startSecretService();
    await storeOf(service).set('prod', 'mine');
    expect(await storeOf(service, { service: 'hs (/elsewhere)' }).get('prod')).toBeUndefined();
  });

  withKeyring('still has its entries after the next login', async () => {
    const service = await startSecretService();
    await storeOf(service).set('prod', 'kept');
    await service.restart('unlocked');
    expect(await storeOf(service).get('prod')).toBe('kept');
  });

  withKeyring('that was locked meanwhile is said to be locked', async () => {
    const service = await startSecretService();
    await storeOf(service).set('prod', 'kept');
    service.lock();
    for (const call of [
      () => storeOf(service).get('prod'),
      () => storeOf(service).set('prod', 'other'),
      () => storeOf(service).delete('prod'),
    ]) {
      expect(await refusalBy(call())).toMatchObject({
        code: 'credentials',
        message: 'The keyring is locked',
      });
    }
    expect(await storeOf(service).probe()).toBe('is locked');
  });

  withKeyring('that was never unlocked is none: the key goes to the file, which is said', async () => {
    const service = await startSecretService();
    await storeOf(service).set('prod', 'kept');
    await service.restart('locked');
    expect(await refusalBy(storeOf(service).get('prod'))).toMatchObject({ message: 'The keyring is locked' });
    const folder = { path: path.join(tempFolder(), 'hs'), own: true };
    const file = fileStore({ folder, facts: FACTS, notice: () => {} });
    const { store, notice } = await chooseStore(storeOf(service), file);
    expect(store.kind).toBe('file');
    expect(notice).toMatch(/not encrypted: the keyring is locked$/);
  });

  withKeyring('that never answers is given up, and nothing of the call is left', async () => {
    const service = await startSecretService();
    await storeOf(service).set('prod', 'kept');
    service.freeze();
    const failure = await refusalBy(storeOf(service, { timeoutMs: 1000 }).get('prod'));
    expect(failure).toMatchObject({
      code: 'credentials',
      message: 'The keyring does not answer within 1 seconds; it may be locked',
    });
    await expect.poll(children).toEqual([]);
  });

  withKeyring('without a bus is out of reach', async () => {
    const service = await startSecretService();
    const env = { ...service.env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' };
    expect(await storeOf({ ...service, env }).probe()).toBe(
      'is out of reach: no Secret Service answers on D-Bus',
    );
  });
});

describe('hs with a real keyring', () => {
  withKeyring('logs in, works, rotates the key and logs out; the key is in no file', async () => {
    const service = await startSecretService();
    const sandbox = await startSandbox({ release: '0.29' });
    try {
      const folder = path.join(tempFolder(), 'hs');
      const contexts = contextsWith(service, folder);
      const hs = (line: string, stdin?: string) =>
        runHs(line.split(' '), { contexts, ...(stdin === undefined ? {} : { stdin }) });
      const login = await hs(`login ${sandbox.address} --context prod --api-key-stdin`, sandbox.apiKey);
      expect(login, login.err).toMatchObject({ code: 0 });
      expect(login.err).toContain('is kept in the keyring');
      expect(await hs('whoami')).toMatchObject({ code: 0 });
      const rotated = await hs('apikeys rotate --yes');
      expect(rotated, rotated.err).toMatchObject({ code: 0 });
      const secret = (await storeOf(service).get('prod'))?.split(' ')[1] ?? '';
      expect(secret).toMatch(/^hskey-api-/);
      expect(secret).not.toBe(sandbox.apiKey);
      expect(await hs('whoami')).toMatchObject({ code: 0 });
      expect(existsSync(path.join(folder, 'credentials.json'))).toBe(false);
      expect(readFileSync(path.join(folder, 'config.yaml'), 'utf8')).not.toContain(secret.slice(-40));
      service.lock();
      const locked = await hs('whoami');
      expect(locked).toMatchObject({ code: 4, out: '' });
      expect(locked.err).toContain('The keyring is locked');
      await service.restart('unlocked');
      expect(await hs('logout')).toMatchObject({ code: 0 });
      expect(await storeOf(service).get('prod')).toBeUndefined();
    } finally {
      await sandbox.stop();
    }
  });
});

function contextsWith({ env }: SecretService, folder: string): Contexts {
  return contextsIn({
    folder: { path: folder, own: true },
    facts: FACTS,
    env,
    keyringProcess: PROCESS,
    notice: () => {},
    signal: new AbortController().signal,
  });
}

/** The processes of keyring calls that this one has started and that run. */
function children(): string[] {
  const read = (file: string) => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return '';
    }
  };
  const ids = read(`/proc/${process.pid}/task/${process.pid}/children`).trim().split(' ').filter(Boolean);
  return ids.map((id) => read(`/proc/${id}/cmdline`)).filter((line) => line.includes('answerKeyring'));
}
