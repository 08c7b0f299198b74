import path from 'node:path';
import { RELEASES } from '../domain/release.ts';
import { HsError } from '../errors.ts';
import type { SandboxOptions, Seed } from '../sandbox/options.ts';
import type { SandboxRelease } from '../sandbox/release.ts';

const CHOICES: readonly SandboxRelease[] = [
  '0.23',
  '0.24',
  '0.25',
  '0.26',
  '0.27.0',
  '0.27',
  '0.28',
  '0.29',
  '0.30',
];

/** The most nodes a seed may ask for. */
const MOST_NODES = 100_000;

/** Flags of `hs sandbox`, as typed. */
export interface SandboxFlags {
  readonly headscale?: string | undefined;
  readonly seed?: string | undefined;
  readonly state?: string | undefined;
  readonly port?: string | undefined;
  readonly socket?: string | undefined;
  readonly tls: boolean;
}

/** @throws HsError `invalid_value` */
export function readSandboxOptions({
  headscale,
  seed,
  state,
  port,
  socket,
  tls,
}: SandboxFlags): SandboxOptions {
  return {
    release: readRelease(headscale ?? '0.29'),
    seed: readSeed(seed ?? 'empty'),
    tls,
    ...(state === undefined ? {} : { state }),
    ...(socket === undefined ? {} : { socketPath: path.resolve(socket) }),
    ...(port === undefined ? {} : { port: readPort(port) }),
  };
}

function readRelease(text: string): SandboxRelease {
  const release = CHOICES.find((choice) => choice === text) ?? RELEASES.find((exact) => exact === text);
  if (release) return release;
  throw new HsError('invalid_value', `There is no sandbox of Headscale ${text}`, {
    hint: `It is one of ${CHOICES.join(', ')}.`,
  });
}

function readSeed(text: string): Seed {
  if (text === 'empty' || text === 'demo') return text;
  const nodes = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (nodes <= MOST_NODES) return nodes;
  throw new HsError('invalid_value', `--seed cannot be "${text}"`, {
    hint: `It is empty, demo, or a number of nodes up to ${MOST_NODES}.`,
  });
}

function readPort(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new HsError('invalid_value', `--port cannot be "${text}"`, { hint: 'It is a number up to 65535.' });
}
