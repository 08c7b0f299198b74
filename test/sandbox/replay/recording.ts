import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { releaseOfVersion } from '../../../src/domain/release.ts';
import type { SandboxRelease } from '../../../src/sandbox/release.ts';

/** Who called: the good key where it is absent, else `none` or the header that was sent. */
interface RecordedCaller {
  readonly auth?: string;
}

/** One recorded gRPC call. */
export interface RecordedRpc extends RecordedCaller {
  readonly rpc: string;
  readonly note?: string;
  readonly request: unknown;
  readonly requestHex: string;
  readonly code: number;
  readonly message?: string;
  readonly responseHex?: string;
}

/** One recorded HTTP call of the API. */
export interface RecordedRest extends RecordedCaller {
  readonly rpc: string;
  readonly note?: string;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly status: number;
  readonly contentType: string | null;
  readonly response: unknown;
}

/** One recorded page; `http` is its verb and its path. */
export interface RecordedPage extends RecordedCaller {
  readonly http: string;
  readonly status: number;
  readonly contentType: string | null;
  /** Ends in `…` where it was cut. */
  readonly response: string;
}

export type RecordedCall = RecordedRpc | RecordedRest | RecordedPage;

/** Calls in order on one server. */
export interface RecordedSection {
  readonly name: string;
  /** Begins another server. */
  readonly config?: { readonly policyMode: string; readonly policyPath?: string };
  readonly calls: readonly RecordedCall[];
}

export interface Recording {
  /** What the recorded server was, as in `0.29.2`. */
  readonly version: string;
  readonly release: SandboxRelease;
  readonly sections: readonly RecordedSection[];
}

/** Files of a folder that hold what a server answered, over gRPC or HTTP. */
export function recordingsIn(folder: string): { file: string; path: string }[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files
    .sort()
    .map((file) => ({ file, path: join(folder, file) }))
    .filter(({ path }) => {
      const { headscale, transport } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
      return typeof headscale === 'string' && (transport === 'grpc' || transport === 'rest');
    });
}

/** Throws where a file names no release that the sandbox can be. */
export function readRecording(path: string): Recording {
  const { headscale, sections } = JSON.parse(readFileSync(path, 'utf8')) as {
    headscale: string;
    sections: RecordedSection[];
  };
  const [version = ''] = headscale.split(' ');
  const release = releaseOfVersion(version);
  if (!release) throw new Error(`${path}: no release is called ${headscale}`);
  return { version, release, sections };
}

/** The calls of a section, each with a name that is unique in its recording. */
export function callsOf(section: RecordedSection): { call: RecordedCall; name: string }[] {
  return section.calls.map((call, index) => ({ call, name: `${section.name} ${index}: ${titleOf(call)}` }));
}

function titleOf(call: RecordedCall): string {
  if (!('rpc' in call)) return call.http;
  return `${call.rpc}${call.note ? `, ${call.note}` : ''}`;
}
