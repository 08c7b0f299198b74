import { beforeEach, expect } from 'vitest';
import { testOverSsh, useServerBehindSsh } from '../support/behind-ssh.ts';
import { makeSelfSigned } from '../support/certificates.ts';
import { runHs } from '../support/harness.ts';
import { nothingRemembered, type Remembered } from '../support/remembered.ts';
import { Servers } from '../support/servers.ts';
import { tlsFront } from '../support/tls-front.ts';
import { KEY, TRUST } from '../support/tls-logins.ts';

const behind = useServerBehindSsh();
let kept: Remembered;
beforeEach(() => {
  kept = nothingRemembered();
});

/** Runs a command line whose ssh is that of the test, and makes sure that nothing of it is left. */
async function hs(line: string, answers?: readonly (string | boolean)[]) {
  const { sshd, env, nothingLeft } = behind();
  const ssh = await sshd.program();
  const done = await runHs(line.split(' '), {
    contexts: kept.contexts,
    env: env(ssh, { TERM: 'dumb' }),
    ...(answers ? { tty: true, answers } : {}),
  });
  await nothingLeft(ssh);
  return done;
}

testOverSsh('a key is made over the socket there, and used over the network from here', async () => {
  const { sandbox, address } = behind();
  const done = await hs(`login ${sandbox.address} --make-key-over ${address()}`);
  expect(done).toMatchObject({ code: 0, out: '' });
  expect(done.err).toContain(` over ${address()}, for 90d\n`);
  const [context] = (await kept.contexts.file.read()).config.contexts.values();
  expect(context).toMatchObject({ address: sandbox.address, key: { kind: 'file' } });
  const table = await runHs(['users', 'list'], { contexts: kept.contexts });
  expect(table).toMatchObject({ code: 0, out: expect.stringContaining('alice') });
});

testOverSsh('a socket there needs no key, and a person is told how to go without ssh', async () => {
  const { address } = behind();
  const done = await hs(`login ${address()}`, []);
  expect(done).toMatchObject({ code: 0, asked: [] });
  expect(done.err).toContain(
    `To use it without the socket too: hs login https://127.0.0.1 --make-key-over ${address()}`,
  );
  expect(await hs('users list -o name')).toMatchObject({ code: 0, out: expect.stringContaining('1\n') });
});

testOverSsh('a certificate there is shown and asked about, as any other', async () => {
  const servers = new Servers();
  try {
    const { sandbox, address } = behind();
    const front = await tlsFront(servers, await makeSelfSigned(), Number(new URL(sandbox.address).port));
    const place = address(`?to=https://127.0.0.1:${front.port}`);
    expect(await hs(`login ${place}`, [true, sandbox.apiKey])).toMatchObject({
      code: 0,
      asked: [TRUST, KEY],
    });
    const [context] = (await kept.contexts.file.read()).config.contexts.values();
    expect(context).toMatchObject({ address: place, trust: { kind: 'pinned' } });
    expect(await hs('users list')).toMatchObject({ code: 0 });
    front.show(await makeSelfSigned());
    expect(await hs('users list')).toMatchObject({
      code: 6,
      err: expect.stringContaining('its certificate is not the one that was trusted before'),
    });
    expect(front.received()).toHaveLength(0);
  } finally {
    await servers.end();
  }
});
