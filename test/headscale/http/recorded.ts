import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Release, releaseOfVersion } from '../../../src/domain/release.ts';
import { type Era, eraOfRelease } from '../../../src/headscale/eras/era.ts';
import type { Recorded, RecordedCall } from '../eras/recorded.ts';

/** One call of a recording over HTTP, and its message as gRPC would have carried it. */
export interface RecordedExchange extends RecordedCall {
  readonly method: string;
  readonly path: string;
  /** JSON; undefined where none was sent. */
  readonly body: unknown;
  readonly status: number;
  readonly contentType: string;
  readonly answer: unknown;
}

/** How a server answered a question that tells its release. */
export interface ProbeAnswer {
  readonly path: string;
  /** Whether the API key was sent. */
  readonly key: boolean;
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

interface RecordingFile {
  readonly sections: readonly { readonly name: string; readonly calls: readonly Recorded[] }[];
}

const folder = path.join(import.meta.dirname, '..', '..', 'recordings');

/** Every call of every recording over HTTP, in order. */
export function recordedExchanges(): RecordedExchange[] {
  return readdirSync(folder)
    .filter((file) => /-rest(-clients)?\.json$/.test(file))
    .sort()
    .flatMap((file) => {
      const { sections } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as RecordingFile;
      const version = /^[\d.]+\d(-dev)?/.exec(file)?.[0] ?? '';
      return sections.flatMap(({ name, calls }) =>
        calls.flatMap((call, index) =>
          typeof call['rpc'] === 'string'
            ? [exchangeOf(call, version, name, `${file} ${name} ${index + 1}`)]
            : [],
        ),
      );
    });
}

/** What servers of each release answered to the questions for their release, by their version. */
export function recordedProbes(): ReadonlyMap<string, readonly ProbeAnswer[]> {
  const file = path.join(folder, 'http-probes.json');
  const { releases } = JSON.parse(readFileSync(file, 'utf8')) as {
    releases: readonly { readonly headscale: string; readonly answers: readonly ProbeAnswer[] }[];
  };
  return new Map(releases.map(({ headscale, answers }) => [headscale, answers]));
}

export function releaseOf(version: string): Release {
  const release = releaseOfVersion(version);
  if (!release) throw new Error(`${version} is of no release`);
  return release;
}

function exchangeOf(call: Recorded, version: string, section: string, place: string): RecordedExchange {
  const release = releaseOf(version);
  const rpc = String(call['rpc']);
  const answer = call['response'];
  return {
    version,
    release,
    // The messages of 0.30 are those of 0.29.
    era: eraOfRelease(release) ?? '0.29',
    title: `${place} ${rpc} ${call['note'] ?? ''}`.trim(),
    section,
    rpc,
    note: typeof call['note'] === 'string' ? call['note'] : '',
    auth: typeof call['auth'] === 'string' ? call['auth'] : undefined,
    request: requestOf(call, eraOfRelease(release) ?? '0.29'),
    requestHex: '',
    code: call['status'] === 200 ? 0 : codeOf(answer),
    message: textOf(answer),
    response: typeof answer === 'object' && answer !== null ? (answer as Recorded) : {},
    responseHex: '',
    method: String(call['method']),
    path: String(call['path']),
    body: call['body'] ?? undefined,
    status: Number(call['status']),
    contentType: String(call['contentType'] ?? ''),
    answer,
  };
}

const SEGMENTS: readonly (readonly [path: RegExp, names: readonly string[]])[] = [
  [/^\/user\/([^/]*)\/rename\/([^/]*)$/, ['old', 'newName']],
  [/^\/user\/([^/]*)$/, ['who']],
  [/^\/node\/(\d+)\/rename\/([^/]*)$/, ['nodeId', 'newName']],
  [/^\/node\/(\d+)(?:\/\w+)?$/, ['nodeId']],
  [/^\/routes\/(\d+)\/\w+$/, ['routeId']],
  [/^\/apikey\/([^/]+)$/, ['prefix']],
];

/** The fields of a request, wherever they stand; user ids as numbers, as the recordings of gRPC have them. */
function requestOf(call: Recorded, era: Era): Recorded {
  const url = new URL(String(call['path']), 'http://x');
  const local = url.pathname.replace('/api/v1', '');
  const found = SEGMENTS.find(([pattern]) => pattern.test(local) && local !== '/apikey/expire');
  const values = found?.[0].exec(local)?.slice(1).map(decodeURIComponent) ?? [];
  const inPath = Object.fromEntries(values.map((value, index) => [found?.[1][index] ?? '', value]));
  const { old, who, ...rest } = inPath;
  const inQuery = Object.fromEntries([...url.searchParams].map(([name, value]) => [name, flag(value)]));
  const inBody = typeof call['body'] === 'object' ? (call['body'] as Recorded) : {};
  const byName = era === '0.23';
  const request: Record<string, unknown> = { ...rest, ...inQuery, ...inBody };
  if (old !== undefined) Object.assign(request, byName ? { oldName: old } : { oldId: Number(old) });
  if (who !== undefined) Object.assign(request, byName ? { name: who } : { id: Number(who) });
  const ownersById = era !== '0.23' && era !== '0.24';
  const namesOwner = /PreAuthKey|^MoveNode$/.test(String(call['rpc'])) && request['user'] !== undefined;
  return namesOwner && ownersById ? { ...request, user: Number(request['user']) } : request;
}

function flag(value: string): string | boolean {
  return value === 'true' || value === 'false' ? value === 'true' : value;
}

function codeOf(answer: unknown): number {
  const code = typeof answer === 'object' && answer !== null && 'code' in answer ? answer.code : 2;
  return typeof code === 'number' ? code : 2;
}

function textOf(answer: unknown): string {
  const message = typeof answer === 'object' && answer !== null && 'message' in answer ? answer.message : '';
  return typeof message === 'string' ? message : '';
}
