import { readFileSync } from 'node:fs';
import type { SandboxRelease } from '../../../src/sandbox/release.ts';

/** One recorded gRPC call. */
export interface RecordedRpc {
  readonly rpc: string;
  readonly note?: string;
  readonly auth?: string;
  readonly request: unknown;
  readonly requestHex: string;
  readonly code: number;
  readonly message?: string;
  readonly responseHex?: string;
}

/** Calls in order on one server. */
export interface RecordedSection {
  readonly name: string;
  readonly config?: { readonly policyMode: 'database' | 'file'; readonly policyPath?: string };
  readonly calls: readonly (RecordedRpc | { readonly http: string })[];
}

export interface Recording {
  readonly release: SandboxRelease;
  readonly sections: readonly RecordedSection[];
}

/** The recorded versions and the releases they stand for. */
export const RECORDED = [
  ['0.23.0', '0.23'],
  ['0.24.3', '0.24'],
  ['0.26.1', '0.26'],
  ['0.27.1', '0.27.1'],
  ['0.28.0', '0.28'],
  ['0.29.2', '0.29'],
] as const satisfies readonly (readonly [string, SandboxRelease])[];

/** Reads `test/recordings/<version>-<kind>.json`. */
export function readRecording(version: string, release: SandboxRelease, kind: string): Recording {
  const url = new URL(`../../recordings/${version}-${kind}.json`, import.meta.url);
  const { sections } = JSON.parse(readFileSync(url, 'utf8')) as { sections: RecordedSection[] };
  return { release, sections };
}

/** The gRPC calls of a section, each with a name that is unique in its recording. */
export function rpcsOf(section: RecordedSection): { call: RecordedRpc; name: string }[] {
  return section.calls.flatMap((call, index) =>
    'rpc' in call
      ? [{ call, name: `${section.name} ${index}: ${call.rpc}${call.note ? `, ${call.note}` : ''}` }]
      : [],
  );
}
