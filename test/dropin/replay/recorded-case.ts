import { readFileSync } from 'node:fs';
import path from 'node:path';

/** One call of the official client as it was recorded. */
export interface RecordedCase {
  readonly n: number;
  readonly connection: 'socket' | 'remote' | 'none';
  readonly argv: readonly string[];
  /** The same with names for values of earlier replies; `uses` says what they are. */
  readonly argvTemplate?: readonly string[];
  readonly uses?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly note?: string;
  /** `none`: the test authority was not known. */
  readonly trust?: string;
  /** How many lines the help had, of which one was kept. */
  readonly helpLines?: number;
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliRecording {
  readonly headscale: string;
  readonly files: Readonly<Record<string, string>>;
  readonly sections: readonly { readonly name: string; readonly from: number; readonly to: number }[];
  readonly cases: readonly RecordedCase[];
}

/** The official client of one version as a black box: about a thousand calls in order. */
export function readCliRecording(version: '0.28.0' | '0.29.2'): CliRecording {
  const file = path.join(import.meta.dirname, '..', '..', 'recordings', `cli-${version}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as CliRecording;
}
