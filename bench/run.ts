// Measures what hs promises of its speed, as ratios: seconds say more about the machine than about hs.
// `npm run bench` prints a table; `npm run bench -- --runs 31` measures longer, `--only TEXT` only rows with that text.
// With HEADSCALE_BIN the yardstick of calls is the official client, else Node itself.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startSandbox } from '../src/sandbox/start.ts';
import { type Comparison, compare, output, type Program } from './measure.ts';
import { officialBinary, officialEnv, type Server, startOfficial } from './official.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '15' }, only: { type: 'string', default: '' } },
});
const runs = Number(values.runs);
const bin = path.join(import.meta.dirname, '..', 'bin', 'hs.js');
const folder = await mkdtemp(path.join(tmpdir(), 'hs-bench-'));
const official = officialBinary();

const nothing: Program = { file: process.execPath, args: ['-e', '0'], env: {} };

function hs(args: readonly string[], server?: Server, nodeArgs: readonly string[] = []): Program {
  const reach = server
    ? { HS_ADDRESS: server.address, HS_API_KEY: server.apiKey, HS_CA_FILE: server.caFile }
    : {};
  return { file: process.execPath, args: [...nodeArgs, bin, ...args], env: { HOME: folder, ...reach } };
}

/** The official client, or Node itself where there is none. */
function client(args: readonly string[], server: Server): Program {
  return official ? { file: official, args, env: officialEnv(server, folder) } : nothing;
}

/** The same on a terminal, where a table is drawn. */
function onTerminal({ file, args, env }: Program): Program {
  const line = [file, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  return {
    file: '/usr/bin/script',
    args: ['-qec', line, '/dev/null'],
    env: { ...env, SHELL: '/bin/sh', TERM: 'xterm' },
  };
}

async function sandbox(nodes: number, nodeWriteDelayMs = 0): Promise<Server> {
  const running = await startSandbox({ release: '0.29', seed: nodes, tls: true, nodeWriteDelayMs });
  const caFile = path.join(folder, `sandbox-${nodes}.pem`);
  await writeFile(caFile, running.caPem ?? '');
  return {
    address: running.address.replace('https://', ''),
    apiKey: running.apiKey,
    caFile,
    stop: () => running.stop(),
  };
}

async function row(
  what: string,
  subject: Program,
  yardstick: Program,
  budget: number | undefined,
  times = runs,
): Promise<void> {
  if (!what.includes(values.only)) return;
  const against =
    yardstick === nothing ? 'node -e 0' : yardstick.args.includes(bin) ? '10,000' : 'official client';
  print({ what, ...(await compare(subject, yardstick, times)), against, budget });
}

/** One line of the table. */
function print({
  what,
  subject,
  yardstick,
  ratio,
  against,
  budget,
}: Comparison & { readonly what: string; readonly against: string; readonly budget: number | undefined }) {
  const verdict = budget === undefined ? '' : ratio <= budget ? `within ${budget}` : `OVER ${budget}`;
  const ms = (value: number) => `${value.toFixed(0)} ms`.padStart(9);
  const columns = [what.padEnd(44), ms(subject), ms(yardstick), ratio.toFixed(2).padStart(6)];
  process.stdout.write(`${columns.join(' ')}  ÷ ${against.padEnd(15)} ${verdict}\n`);
}

async function startUp(): Promise<void> {
  await row('hs --version', hs(['--version']), nothing, 2.8);
  await row('hs --help', hs(['--help']), nothing, 2.8);
}

async function oneCall(): Promise<void> {
  const home = path.join(folder, 'headscale');
  await mkdir(home);
  const server = official ? await startOfficial(official, home) : await sandbox(3);
  const list = ['users', 'list', '-o', 'json'];
  await row('hs users list -o json, TLS', hs(list, server), client(list, server), official ? 2 : undefined);
  await server.stop();
}

async function longLists(): Promise<void> {
  const server = await sandbox(10_000);
  const json = ['nodes', 'list', '-o', 'json'];
  await row(
    'hs nodes list -o json, 10,000 nodes',
    hs(json, server),
    client(json, server),
    official ? 1.3 : undefined,
  );
  const table = ['nodes', 'list'];
  await row(
    'hs nodes list, 10,000 nodes, in a pipe',
    hs(table, server),
    client(table, server),
    official ? 0.8 : undefined,
  );
  if (official && existsSync('/usr/bin/script')) {
    const [ours, theirs] = [hs(table, server), client(table, server)];
    await row('hs nodes list, 10,000 nodes, on a terminal', onTerminal(ours), onTerminal(theirs), 0.8);
  }
  const ten = await sandbox(100_000);
  await row('hs nodes list -o json, 100,000 nodes', hs(json, ten), hs(json, server), 11, Math.min(runs, 3));
  await memory('hs nodes list -o json, 100,000 nodes', hs(json, ten, ['--import', REPORT_MEMORY]), 700);
  await server.stop();
  await ten.stop();
}

/** How many runs in a row stand for 200: their time is taken ten times. */
const IN_A_ROW = 20;

/** 200 changes of one command beside as many runs for one each, on a server that writes nodes every half second. */
async function manyChanges(): Promise<void> {
  const what = 'hs nodes expire, 200 nodes at once';
  if (!what.includes(values.only)) return;
  const server = await sandbox(200, 500);
  const one = official
    ? client(['nodes', 'expire', '--identifier', '1', '--force'], server)
    : hs(['nodes', 'expire', '1', '--yes'], server);
  const many = hs(['nodes', 'expire', '--filter', 'id>0', '--yes'], server);
  const measured = await compare(many, inARow(one, IN_A_ROW), Math.min(runs, 3));
  const ratio = (measured.ratio * IN_A_ROW) / 200;
  print({
    what,
    subject: measured.subject,
    yardstick: (measured.yardstick * 200) / IN_A_ROW,
    ratio,
    against: `200 runs of ${official ? 'the official client' : 'hs'}`,
    // Without the official client it is hs that runs so often, each of its runs taking at most twice as long.
    budget: official ? 0.1 : 0.05,
  });
  await server.stop();
}

/** The same program so many times, one after the other; ends with the first that fails. */
function inARow({ file, args, env }: Program, times: number): Program {
  const loop = 'n=$1; shift; while [ "$n" -gt 0 ]; do "$@" || exit; n=$((n - 1)); done';
  return { file: '/bin/sh', args: ['-c', loop, 'sh', String(times), file, ...args], env };
}

/** Makes a program tell the most memory it took, in KiB, as the last line on stderr. */
const REPORT_MEMORY = `data:text/javascript,${encodeURIComponent(
  "process.on('exit', () => process._rawDebug(process.resourceUsage().maxRSS))",
)}`;

async function memory(what: string, program: Program, budget: number): Promise<void> {
  if (!what.includes(values.only)) return;
  const mebibytes = Number((await output(program)).trim().split('\n').at(-1)) / 1024;
  const verdict = mebibytes <= budget ? `within ${budget}` : `OVER ${budget}`;
  process.stdout.write(
    `${what.padEnd(44)} ${mebibytes.toFixed(0).padStart(5)} MiB at most${' '.repeat(25)} ${verdict}\n`,
  );
}

try {
  await startUp();
  await oneCall();
  await longLists();
  await manyChanges();
} finally {
  await rm(folder, { recursive: true, force: true });
}
