// Measures what hs promises of its speed, as ratios: seconds say more about the machine than about hs.
// `npm run bench` prints a table; `npm run bench -- --runs 31` measures longer, `--only TEXT` only rows with that text.
// The yardstick of calls is the official client, which HEADSCALE_BIN names; without it Node itself, and no budget.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { shellLine } from '../src/dropin/own/shell-word.ts';
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
    ? { HS_ADDRESS: server.address, HS_API_KEY: server.apiKey, HS_CA_FILE: server.caFile, HS_TIMEOUT: '10m' }
    : {};
  return { file: process.execPath, args: [...nodeArgs, bin, ...args], env: { HOME: folder, ...reach } };
}

/** The official client, or Node itself where there is none. */
function client(args: readonly string[], server: Server): Program {
  return official ? { file: official, args, env: officialEnv(server, folder) } : nothing;
}

const SCRIPT = '/usr/bin/script';

/** The same on a terminal, where a table is drawn. */
function onTerminal({ file, args, env }: Program): Program {
  const line = shellLine([file, ...args]);
  return {
    file: SCRIPT,
    args: ['-qec', line, '/dev/null'],
    env: { ...env, SHELL: '/bin/sh', TERM: 'xterm' },
  };
}

async function sandbox(nodes: number, nodeWriteDelayMs = 0): Promise<Server> {
  const running = await startSandbox({ release: '0.29', seed: nodes, tls: true, nodeWriteDelayMs });
  const caFile = path.join(folder, `sandbox-${running.grpcPort}.pem`);
  await writeFile(caFile, running.caPem ?? '');
  return {
    address: running.address.replace('https://', ''),
    apiKey: running.apiKey,
    caFile,
    stop: () => running.stop(),
  };
}

interface Row {
  readonly what: string;
  readonly subject: Program;
  readonly yardstick: Program;
  /** What the yardstick is. */
  readonly against: string;
  /** Undefined where there is nothing to hold it against here. */
  readonly budget: number | undefined;
  readonly times?: number;
}

async function row({ what, subject, yardstick, against, budget, times = runs }: Row): Promise<void> {
  if (!what.includes(values.only)) return;
  print(what, await compare(subject, yardstick, times), against, budget);
}

function print(what: string, measured: Comparison, against: string, budget: number | undefined): void {
  const verdict = budget === undefined ? NEEDS_OFFICIAL : verdictOf(measured.ratio, budget);
  const ms = (value: number) => `${value.toFixed(0)} ms`.padStart(9);
  const columns = [
    what.padEnd(48),
    ms(measured.subject),
    ms(measured.yardstick),
    measured.ratio.toFixed(2).padStart(6),
  ];
  process.stdout.write(`${columns.join(' ')}  ÷ ${against.padEnd(15)} ${verdict}\n`);
}

const NEEDS_OFFICIAL = 'its budget needs HEADSCALE_BIN';

function verdictOf(value: number, budget: number): string {
  return value <= budget ? `within ${budget}` : `OVER ${budget}`;
}

/** Against the official client; where there is none, against Node, which tells nothing of the budget. */
function againstOfficial(
  what: string,
  args: readonly string[],
  server: Server,
  budget: number,
  how: (program: Program) => Program = (program) => program,
): Row {
  return {
    what,
    subject: how(hs(args, server)),
    yardstick: official ? how(client(args, server)) : nothing,
    against: official ? 'official client' : 'node -e 0',
    budget: official ? budget : undefined,
  };
}

async function startUp(): Promise<void> {
  const against = { yardstick: nothing, against: 'node -e 0', budget: 2.8 };
  await row({ what: 'hs --version', subject: hs(['--version']), ...against });
  await row({ what: 'hs --help', subject: hs(['--help']), ...against });
  const completion = hs(['__complete', 'zsh', 'nodes', 'list', '--co']);
  await row({ what: 'static completion', subject: completion, ...against });
}

async function oneCall(): Promise<void> {
  const home = path.join(folder, 'headscale');
  await mkdir(home);
  const server = official ? await startOfficial(official, home) : await sandbox(3);
  await row(againstOfficial('hs users list -o json, TLS', ['users', 'list', '-o', 'json'], server, 2));
  await server.stop();
}

const JSON_LIST = ['nodes', 'list', '-o', 'json'];
const TABLE = ['nodes', 'list'];

async function longLists(): Promise<void> {
  const some = await sandbox(10_000);
  await row(againstOfficial('hs nodes list -o json, 10,000 nodes', JSON_LIST, some, 1.3));
  await row(againstOfficial('hs nodes list, 10,000 nodes, in a pipe', TABLE, some, 0.8));
  if (existsSync(SCRIPT)) {
    const what = 'hs nodes list, 10,000 nodes, on a terminal';
    await row(againstOfficial(what, TABLE, some, 0.8, onTerminal));
  }
  const many = await sandbox(100_000);
  const tenfold = { against: '10,000 nodes', budget: 11, times: Math.min(runs, 3) };
  const both = (args: readonly string[], how: (program: Program) => Program) => ({
    subject: how(hs(args, many)),
    yardstick: how(hs(args, some)),
    ...tenfold,
  });
  const inPipe = (program: Program) => program;
  await row({ what: 'hs nodes list -o json, 100,000 nodes', ...both(JSON_LIST, inPipe) });
  await row({ what: 'hs nodes list, 100,000 nodes, in a pipe', ...both(TABLE, inPipe) });
  await memory('hs nodes list -o json, 100,000 nodes', hs(JSON_LIST, many, REPORT_MEMORY), 700);
  await memory('hs nodes list, 100,000 nodes, in a pipe', hs(TABLE, many, REPORT_MEMORY), 700);
  if (existsSync(SCRIPT)) {
    const what = 'hs nodes list, 100,000 nodes, on a terminal';
    await row({ what, ...both(TABLE, onTerminal) });
    await memory(what, onTerminal(hs(TABLE, many, REPORT_MEMORY)), 700);
  }
  await some.stop();
  await many.stop();
}

/** How many runs in a row stand for 200: their time is taken ten times. */
const IN_A_ROW = 20;

/** 200 changes of one command beside as many runs for one each, on a server that writes nodes every half second. */
async function manyChanges(): Promise<void> {
  const what = 'hs nodes expire, 200 nodes at once';
  if (!what.includes(values.only)) return;
  const server = await sandbox(200, WRITE_DELAY);
  const one = official
    ? client(['nodes', 'expire', '--identifier', '1', '--force'], server)
    : hs(['nodes', 'expire', '1', '--yes'], server);
  const many = hs(['nodes', 'expire', '--filter', 'id>0', '--yes'], server);
  const { subject, yardstick, ratio } = await compare(many, inARow(one, IN_A_ROW), Math.min(runs, 3));
  const measured = {
    subject,
    yardstick: (yardstick * 200) / IN_A_ROW,
    ratio: (ratio * IN_A_ROW) / 200,
  };
  // Without the official client it is hs that runs so often, each of its runs taking at most twice as long.
  print(what, measured, `200 runs of ${official ? 'the official client' : 'hs'}`, official ? 0.1 : 0.05);
  await server.stop();
}

/** The same program so many times, one after the other; ends with the first that fails. */
function inARow({ file, args, env }: Program, times: number): Program {
  const loop = 'n=$1; shift; while [ "$n" -gt 0 ]; do "$@" || exit; n=$((n - 1)); done';
  return { file: '/bin/sh', args: ['-c', loop, 'sh', String(times), file, ...args], env };
}

/** How long a real server gathers changes of nodes before it writes them, in milliseconds. */
const WRITE_DELAY = 500;

/** Makes a program tell the most memory it took, in KiB, in a file. */
const MEMORY_FILE = path.join(folder, 'memory');
const REPORT_MEMORY = [
  '--import',
  `data:text/javascript,${encodeURIComponent(
    `import { writeFileSync } from 'node:fs'; process.on('exit', () => writeFileSync(${JSON.stringify(MEMORY_FILE)}, String(process.resourceUsage().maxRSS)));`,
  )}`,
];

async function memory(what: string, program: Program, budget: number): Promise<void> {
  if (!what.includes(values.only)) return;
  await output(program);
  const mebibytes = Number(await readFile(MEMORY_FILE, 'utf8')) / 1024;
  const taken = `${mebibytes.toFixed(0).padStart(5)} MiB at most`;
  process.stdout.write(`${what.padEnd(48)} ${taken}${' '.repeat(27)} ${verdictOf(mebibytes, budget)}\n`);
}

try {
  await startUp();
  await oneCall();
  await longLists();
  await manyChanges();
} finally {
  await rm(folder, { recursive: true, force: true });
}
