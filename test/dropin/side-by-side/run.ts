import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type { DifferenceName } from '../../../src/dropin/differences.ts';
import { type RealBinary, type RealHeadscale, startRealHeadscale } from '../../support/real-headscale.ts';
import { differingParts, type Part, type Seen } from '../replay/compare.ts';
import { FILES, type Line, linesFor } from './lines.ts';

/** The releases whose command line hs takes. */
const RELEASES = ['0.28', '0.29'] as const;

/** What came of one line with both clients. */
export interface Comparison {
  readonly line: Line;
  readonly official: Seen;
  readonly hs: Seen;
  /** The parts that differ; none where a script sees no difference. */
  readonly parts: readonly Part[];
  /** Why they may; empty where nothing says so. */
  readonly because: readonly DifferenceName[];
}

/** The releases among these programs whose clients can be compared. */
export function comparable(binaries: readonly RealBinary[]): readonly RealBinary[] {
  return binaries.filter(({ release }) => RELEASES.some((one) => one === release));
}

/** Runs the lines with the official client on one new server, and with hs on another. */
export async function sideBySide(binary: RealBinary): Promise<readonly Comparison[]> {
  const release = RELEASES.find((one) => one === binary.release);
  if (release === undefined) throw new Error(`hs does not take the command line of ${binary.version}`);
  const folder = await mkdtemp(path.join(tmpdir(), 'hs-side-'));
  const servers = await Promise.all([startRealHeadscale(binary), startRealHeadscale(binary)]);
  try {
    await Promise.all(Object.entries(FILES).map(([name, text]) => writeFile(path.join(folder, name), text)));
    const lines = linesFor(release, folder);
    const bin = path.join(import.meta.dirname, '..', '..', '..', 'bin', 'hs.js');
    const [official, hs] = await Promise.all([
      runAll(lines, client(folder, 'official', servers[0], [binary.path])),
      runAll(lines, client(folder, 'hs', servers[1], [process.execPath, bin, 'headscale'])),
    ]);
    return lines.map((line, at) => compared(line, release, official[at], hs[at]));
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await rm(folder, { recursive: true });
  }
}

/** One way of calling `headscale`. */
interface Client {
  readonly command: readonly string[];
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Both reach their server by its socket, and see the same environment. */
function client(folder: string, name: string, server: RealHeadscale, command: readonly string[]): Client {
  const home = path.join(folder, name);
  return {
    command,
    home,
    env: { PATH: '/usr/bin:/bin', HOME: home, HEADSCALE_UNIX_SOCKET: server.socketPath },
  };
}

async function runAll(lines: readonly Line[], { command, home, env }: Client): Promise<Seen[]> {
  await mkdir(home);
  const all: Seen[] = [];
  const [file = '', ...first] = command;
  for (const { words, stdin = '' } of lines) {
    const child = spawn(file, [...first, ...words], { env, cwd: home, stdio: ['pipe', 'pipe', 'pipe'] });
    // A program that ends without reading breaks this pipe, and that is its right.
    child.stdin.on('error', () => {}).end(stdin);
    all.push(
      await new Promise<Seen>((resolve, reject) => {
        const said = { stdout: '', stderr: '' };
        for (const stream of ['stdout', 'stderr'] as const)
          child[stream].setEncoding('utf8').on('data', (text: string) => (said[stream] += text));
        child.once('error', reject).once('close', (code) => resolve({ exit: code ?? -1, ...said }));
      }),
    );
  }
  return all;
}

const NOTHING: Seen = { exit: -1, stdout: '', stderr: '' };

function compared(line: Line, release: string, official = NOTHING, hs = NOTHING): Comparison {
  const parts = differingParts(official, hs);
  // 0.28 tells its errors in other sentences, whatever they are about; the exit code stays.
  const old: readonly DifferenceName[] = release === '0.28' && official.exit !== 0 ? ['words-of-0.29'] : [];
  const isWording = parts.every((part) => part !== 'exit');
  return { line, official, hs, parts, because: [...(line.differs ?? []), ...(isWording ? old : [])] };
}
