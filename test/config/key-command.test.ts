import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { keyFromCommand } from '../../src/config/key-command.ts';
import { refusalBy, tempFolder } from './support.ts';

const ENV = { PATH: process.env['PATH'], SAID: 'hskey-api-abc' };
const node = (source: string, ...args: string[]): [string, ...string[]] => [
  process.execPath,
  '-e',
  source,
  ...args,
];
const run = (argv: [string, ...string[]], timeoutMs = 20_000) =>
  keyFromCommand(argv, { env: ENV, timeoutMs });

describe('a program that prints the key', () => {
  test.each([
    ['with a line end', "console.log('hskey-api-abc')"],
    ['without one', "process.stdout.write('hskey-api-abc')"],
    ['with one of Windows', "process.stdout.write('hskey-api-abc\\r\\n')"],
    ['from the environment', 'console.log(process.env.SAID)'],
    ['and much else on stderr', "console.error('x'.repeat(100000)); console.log('hskey-api-abc')"],
    ['having no input to wait for', "process.stdin.on('end', () => console.log('hskey-api-abc')).resume()"],
  ])('%s', async (_, source) => {
    expect(await run(node(source))).toBe('hskey-api-abc');
  });

  test('is found on the path of the environment', async () => {
    expect(await run(['echo', 'hskey-api-abc'])).toBe('hskey-api-abc');
  });

  test('gets its arguments as they are: no shell reads them', async () => {
    const args = ['$HOME', '`id`', 'a b', '*', '; echo x', '"', ''];
    const key = await run(
      node('console.log(Buffer.from(JSON.stringify(process.argv.slice(1))).toString("hex"))', ...args),
    );
    expect(JSON.parse(Buffer.from(key, 'hex').toString())).toEqual(args);
  });
});

describe('a program that does not', () => {
  const SECRET = 'S3CRET';

  test.each([
    [
      'fails',
      "console.log('S3CRET'); console.error('S3CRET'); process.exitCode = 3",
      'ended with exit code 3',
    ],
    ['prints nothing', '', 'prints nothing'],
    ['prints an empty line', 'console.log()', 'prints nothing'],
    ['prints two lines', "console.log('S3CRET\\nS3CRET')", 'prints more than one line'],
    ['prints words', "console.log('S3CRET S3CRET')", 'prints something with spaces or odd characters'],
    ['prints another alphabet', "console.log('S3CRETé')", 'prints something with spaces or odd characters'],
    ['prints no end', "setInterval(() => console.log('S3CRET'.repeat(10000)), 1)", 'prints more than a key'],
    ['is killed', "process.kill(process.pid, 'SIGKILL')", 'was ended by SIGKILL'],
  ])('%s', async (_, source, why) => {
    const refusal = await refusalBy(run(node(source, SECRET)));
    expect(refusal.message).toContain(
      `The program "${process.execPath}", which should print the API key, ${why}`,
    );
    expect(refusal.code).toBe('credentials');
    expect(`${refusal.message} ${refusal.hint} ${refusal.stack} ${String(refusal.cause)}`).not.toContain(
      SECRET,
    );
  });

  test.each([
    ['/no/such/program', 'is not there'],
    [import.meta.filename, 'may not be run'],
    ['a\0b', 'cannot be started'],
  ])('%j', async (program, why) => {
    expect((await refusalBy(run([program]))).message).toContain(why);
  });

  test('ends is ended, and what it started is not waited for', async () => {
    const started = path.join(tempFolder(), 'pid');
    // The inner program keeps the outer one's output open.
    const source = `
      const inner = require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 600000)'], { stdio: ['ignore', 1, 'ignore'] });
      require('node:fs').writeFileSync(process.argv[1], inner.pid + ' ' + process.pid);
      setTimeout(() => {}, 600000);`;
    writeFileSync(started, '');
    const refusal = await refusalBy(run(node(source, started), 4000));
    const pids = readFileSync(started, 'utf8');
    expect(pids).toMatch(/^[1-9]\d* [1-9]\d*$/);
    const [inner = 0, outer = 0] = pids.split(' ').map(Number);
    process.kill(inner, 'SIGKILL');
    expect(refusal.code).toBe('timeout');
    expect(refusal.message).toContain('does not end');
    await expect.poll(() => isRunning(outer)).toBe(false);
  });

  test('end before Ctrl-C is ended by it', async () => {
    const stop = new AbortController();
    const key = keyFromCommand(node('setTimeout(() => {}, 600000)'), { env: ENV, signal: stop.signal });
    stop.abort();
    expect((await refusalBy(key)).code).toBe('interrupted');
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
