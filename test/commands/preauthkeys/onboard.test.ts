import { describe, expect, test } from 'vitest';
import { newContext } from '../../../src/config/context.ts';
import { RELEASES } from '../../../src/domain/release.ts';
import { remembering } from '../../support/remembered.ts';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet();
const SERVER = 'https://hs.example.org';
const secret = () => net.sandbox.store.preAuthKeys.get(1)?.secret ?? '';

describe('--onboard', () => {
  test('says what to type or tap on every system', async () => {
    await net.user('john');
    const { code, out } = await net.hs(`preauthkeys create --onboard --login-server ${SERVER}/`);
    expect(code).toBe(0);
    const line = `tailscale up --login-server=${SERVER} --auth-key=${secret()}`;
    expect(out).toBe(
      [
        `Linux\n  sudo ${line}`,
        `macOS\n  ${line}`,
        `Windows\n  ${line} --unattended\n  In PowerShell as administrator; --unattended keeps it connected when nobody is logged in`,
        `Android\n  In the app: settings, Accounts, the three dots, Use an alternate server: ${SERVER}\n  Then, in the same menu, Use an auth key: paste the key`,
        `iOS\n  In the app: account, Log in, the menu above, Use custom coordination server: ${SERVER}\n  Then, in the same menu, Use an auth key: paste the key\n`,
      ].join('\n\n'),
    );
  });

  test('takes the name and what is to be announced into the line', async () => {
    await net.user('john');
    const { out } = await net.hs(
      `preauthkeys create --for linux --login-server ${SERVER} --hostname router-1 --advertise-routes 10.1.0.0/24,fd00::/64 --advertise-exit-node`,
    );
    expect(out).toBe(
      `Linux\n  sudo tailscale up --login-server=${SERVER} --auth-key=${secret()} --hostname=router-1 --advertise-routes=10.1.0.0/24,fd00::/64 --advertise-exit-node\n  It has to pass traffic on: sudo sysctl -w net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 (lasts until the next start; in a file of /etc/sysctl.d it stays)\n`,
    );
  });

  test.each([
    ['android,ios', 'The app for Android and iOS cannot be told', ', --advertise-exit-node on iOS'],
    ['android', 'The app for Android cannot be told', ''],
  ])('says what the app for %s cannot be told', async (systems, begin, end) => {
    await net.user('john');
    const { out, err } = await net.hs(
      `preauthkeys create --for ${systems} --login-server ${SERVER} --hostname pixel --advertise-routes 10.1.0.0/24 --advertise-exit-node`,
    );
    expect(err).toContain(`${begin} --hostname (hs nodes rename gives the name), --advertise-routes${end}\n`);
    expect(out).toContain('  Then: Exit node, Run as exit node\n');
  });

  test('says nothing of it where nothing is left out', async () => {
    await net.user('john');
    for (const flags of ['--onboard', '--for linux --hostname web', '--for android --advertise-exit-node'])
      expect((await net.hs(`preauthkeys create ${flags}`)).err).not.toContain('cannot be told');
  });

  test('-o name prints the key alone, -o json the key with the steps beside it', async () => {
    await net.user('john');
    const named = await net.hs(`preauthkeys create --onboard --login-server ${SERVER} -o name`);
    expect(named.out).toBe(`${secret()}\n`);
    const { json } = await net.hs(`preauthkeys create --for linux,ios --login-server ${SERVER} -o json`);
    expect(json()).toMatchObject({
      id: '2',
      onboarding: {
        loginServer: SERVER,
        systems: [
          { system: 'linux', command: expect.stringContaining('--auth-key=hskey-auth-'), steps: [] },
          { system: 'ios', command: null, steps: [expect.any(String), expect.any(String)] },
        ],
      },
    });
  });
});

describe('the login server', () => {
  test('is that of the context', async () => {
    await net.user('john');
    const context = { ...newContext('prod', net.sandbox.address), loginServer: SERVER };
    const { contexts } = await remembering([context, net.sandbox.apiKey]);
    const env = { HS_ADDRESS: '', HS_API_KEY: '' };
    const { out } = await net.hs('preauthkeys create --for linux', { contexts, env });
    expect(out).toContain(`--login-server=${SERVER} `);
  });

  test('is the address where nothing else says it', async () => {
    await net.user('john');
    const { out } = await net.hs('preauthkeys create --for linux');
    expect(out).toContain(`--login-server=${net.sandbox.address} `);
  });

  test.each([
    'hs.example.org',
    'ftp://hs.example.org',
    'https://hs.example.org/$(id)',
    'https://me@hs.example.org',
    'https://hs.example.org?x',
  ])('cannot be %s, and nothing is made', async (url) => {
    await net.user('john');
    const { code, err, changes } = await net.hs([
      'preauthkeys',
      'create',
      '--onboard',
      '--login-server',
      url,
    ]);
    expect({ code, changes }).toEqual({ code: 2, changes: [] });
    expect(err).toContain('is no URL that devices can log in to');
  });

  test('has to be named where the address is a socket', async () => {
    const { code, err } = await net.hs(
      'preauthkeys create --onboard --address unix:///nowhere/headscale.sock',
    );
    expect(code).toBe(2);
    expect(err).toContain('--login-server https://headscale.example.com');
  });
});

describe('what the device is to say', () => {
  test.each([
    ['--hostname My_Laptop', 'cannot be a node name'],
    ['--advertise-routes 10.1.0.0/33', '10.1.0.0/33'],
    ['--advertise-routes 0.0.0.0/0', '--advertise-exit-node'],
    ['--for plan9', 'plan9'],
  ])('%s is refused before anything is made', async (flags, text) => {
    await net.user('john');
    const { code, err, changes } = await net.hs(`preauthkeys create ${flags}`);
    expect({ code, changes }).toEqual({ code: 2, changes: [] });
    expect(err).toContain(text);
  });
});

describe('--copy', () => {
  test('puts the line on the clipboard and shows no secret', async () => {
    await net.user('john');
    const clipboard: string[] = [];
    const { code, out, err } = await net.hs(`preauthkeys create --onboard --login-server ${SERVER} --copy`, {
      clipboard,
      tty: true,
    });
    expect(code).toBe(0);
    expect(clipboard).toEqual([`sudo tailscale up --login-server=${SERVER} --auth-key=${secret()}`]);
    expect(out + err).not.toContain(secret());
    expect(err).toContain('Copied the line for Linux; it is not shown');
  });

  test('alone copies the key', async () => {
    await net.user('john');
    const clipboard: string[] = [];
    const { out, err } = await net.hs('preauthkeys create --copy -o json', { clipboard });
    expect(clipboard).toEqual([secret()]);
    expect(out + err).not.toContain(secret());
  });

  test.each(['', ' -o json'])('beside --qr is refused, since a drawn secret is one%s', async (format) => {
    await net.user('john');
    const line = `preauthkeys create --copy --qr${format}`;
    const { code, err, changes } = await net.hs(line, { clipboard: [], tty: true });
    expect({ code, changes }).toEqual({ code: 2, changes: [] });
    expect(err).toContain('--copy shows no secret, and --qr draws one');
  });

  test('without a clipboard is refused before anything is made', async () => {
    await net.user('john');
    const { code, err, changes } = await net.hs('preauthkeys create --copy');
    expect({ code, changes }).toEqual({ code: 2, changes: [] });
    expect(err).toContain('There is no clipboard here');
  });
});

describe('--qr', () => {
  test('draws the key on a terminal', async () => {
    await net.user('john');
    const { err } = await net.hs('preauthkeys create --qr', { tty: true });
    expect(err).toContain('█ ▄▄▄▄▄ █');
  });

  test('draws nothing in a pipe, and says so', async () => {
    await net.user('john');
    const { err } = await net.hs('preauthkeys create --qr');
    expect(err).not.toContain('█');
    expect(err).toContain('No QR code is drawn: stderr is no terminal\n');
  });
});

describe('--wait', () => {
  /** The device joins at the first wait and is online after the second. */
  const arrival = (routes: string[] = []) => {
    let id = 0;
    let waits = 0;
    return async () => {
      waits += 1;
      const { devices } = net.sandbox;
      if (waits === 1) {
        id = devices.join(secret(), { hostname: 'laptop', routes }).id;
        devices.offline(id);
      } else devices.online(id);
    };
  };

  test.each(RELEASES)('sees the device come, on %s', async (release) => {
    await net.start({ release });
    await net.user('john');
    const { code, err } = await net.hs('preauthkeys create --wait', { whileWaiting: arrival() });
    expect(code).toBe(0);
    expect(err).toMatch(/Node laptop \(id 1, .*\) is online, 100\.64\.0\.\d+/);
  });

  test.each([
    ['in a pipe', {}],
    ['for a screen reader', { tty: true, env: { HS_ACCESSIBLE: '1' } }],
  ])('says %s what it waits for, once each', async (_, options) => {
    await net.user('john');
    let waits = 0;
    const come = arrival();
    // The first and the third time nothing happens.
    const whileWaiting = async () => {
      waits += 1;
      if (waits % 2 === 0) await come();
    };
    const { err } = await net.hs('preauthkeys create --wait', { ...options, whileWaiting });
    expect(err).toMatch(
      /Waiting for the device\nNode laptop \(id 1, john\) is there; waiting for it to be online\nNode laptop \(id 1, john\) is online/,
    );
  });

  test('leaves other devices aside', async () => {
    await net.user('john');
    const come = arrival();
    const whileWaiting = async () => {
      net.sandbox.devices.online(Number(await net.node('john', `other-${net.sandbox.calls.length}`)));
      await come();
    };
    const { err } = await net.hs('preauthkeys create --wait', { whileWaiting });
    expect(err).toMatch(/Node laptop \(id 2, .*\) is online/);
  });

  test('offers its routes for approval', async () => {
    await net.user('john');
    const { code, err, asked, changes } = await net.hs('preauthkeys create --wait', {
      whileWaiting: arrival(['10.1.0.0/24']),
      tty: true,
      answers: [true],
    });
    expect({ code, asked }).toEqual({ code: 0, asked: ['Approve?'] });
    expect(changes).toEqual(['CreatePreAuthKey', 'SetApprovedRoutes']);
    expect(err).toContain('It announces 10.1.0.0/24');
    expect(err).toContain('has approved: 10.1.0.0/24');
  });

  test('says without a terminal how they are approved', async () => {
    await net.user('john');
    const { err, changes } = await net.hs('preauthkeys create --wait', {
      whileWaiting: arrival(['10.1.0.0/24']),
    });
    expect(changes).toEqual(['CreatePreAuthKey']);
    expect(err).toContain('It announces 10.1.0.0/24: hs routes approve id:1 10.1.0.0/24');
  });

  test('gives up after ten minutes', async () => {
    await net.user('john');
    let waited = 0;
    const whileWaiting = async (ms: number) => {
      waited += ms;
    };
    const { code, out, err } = await net.hs('preauthkeys create --wait', { whileWaiting });
    expect(code).toBe(6);
    expect(out).toBe(`${secret()}\n`);
    expect(err).toContain('No device came in ten minutes');
    expect(waited).toBeGreaterThanOrEqual(600_000);
  });
});

describe('nodes register', () => {
  test('--onboard says what the owner types first, without a server or a key', async () => {
    const env = { HS_API_KEY: '', HS_ADDRESS: '' };
    const { code, out, calls } = await net.hs(`nodes register --onboard --for linux --address ${SERVER}`, {
      env,
    });
    expect({ code, calls }).toEqual({ code: 0, calls: [] });
    expect(out).toBe(`Linux\n  sudo tailscale up --login-server=${SERVER}\n`);
  });

  test('--wait sees the node come online', async () => {
    await net.user('john');
    const key = net.sandbox.devices.knock({ hostname: 'laptop' });
    const whileWaiting = async () => void net.sandbox.devices.online(1);
    const { code, err } = await net.hs(`nodes register --key ${key} --wait`, { whileWaiting });
    expect(code).toBe(0);
    expect(err).toMatch(/Node laptop \(id 1, .*\) is online/);
  });
});
