import { expect, test } from 'vitest';
import { useProgram } from '../support/program.ts';

const hs = useProgram({ seed: 'demo' });

/** Makes a Node tell every connection it begins, on stderr; every way to a server goes through this. */
const TELL = `import net from 'node:net';
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  const [to] = args.flat();
  process._rawDebug('connects to ' + (to?.path ?? (to?.host ?? 'localhost') + ':' + (to?.port ?? to)));
  return connect.apply(this, args);
};
import dgram from 'node:dgram';
dgram.Socket.prototype.send = () => process._rawDebug('connects to udp');`;

/** Runs `hs`; answers what it connected to. */
async function connections(line: string): Promise<string[]> {
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(TELL)}`;
  const { code, err } = await hs.run(line, { env: { NODE_OPTIONS } });
  expect(code).toBe(0);
  return err.split('\n').flatMap((text) => /^connects to (.*)/.exec(text)?.[1] ?? []);
}

test.each(['--version', '--help', 'nodes list --help', 'history', 'contexts list', 'completion bash'])(
  '%s connects to nobody',
  async (line) => {
    expect(await connections(line)).toEqual([]);
  },
);

test.each(['nodes list', 'users create erin', 'nodes delete laptop --yes', 'status'])(
  '%s connects to its server alone',
  async (line) => {
    const { host } = new URL(hs.sandbox.address);
    expect([...new Set(await connections(line))]).toEqual([host]);
  },
);
