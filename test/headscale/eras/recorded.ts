import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Release, releaseOfVersion } from '../../../src/domain/release.ts';
import { type Era, eraOfRelease } from '../../../src/headscale/eras/era.ts';

/** A decoded message as it was recorded: ids as text in answers and as numbers in requests, times in seconds. */
export type Recorded = Readonly<Record<string, unknown>>;

/** One gRPC call of a recording. */
export interface RecordedCall {
  readonly version: string;
  readonly release: Release;
  readonly era: Era;
  /** Where it stands: file, section, number, call and note. */
  readonly title: string;
  readonly section: string;
  readonly rpc: string;
  readonly note: string;
  readonly auth: string | undefined;
  readonly request: Recorded;
  readonly requestHex: string;
  readonly code: number;
  readonly message: string;
  readonly response: Recorded;
  readonly responseHex: string;
}

/** One call of a recording over the gateway that was answered with 200. */
export interface RecordedJson {
  readonly era: Era;
  readonly title: string;
  readonly rpc: string;
  readonly response: Recorded;
}

interface RecordingFile {
  readonly headscale: string;
  readonly sections: readonly { readonly name: string; readonly calls: readonly Recorded[] }[];
}

const folder = path.join(import.meta.dirname, '..', '..', 'recordings');

/** Every gRPC call of every recording, in order. */
export function recordedCalls(): RecordedCall[] {
  return readCalls(/-grpc(-clients)?\.json$/).flatMap(({ call, version, era, release, section, title }) =>
    typeof call['rpc'] !== 'string'
      ? []
      : [
          {
            version,
            release,
            era,
            title,
            section,
            rpc: call['rpc'],
            note: textOf(call['note']),
            auth: typeof call['auth'] === 'string' ? call['auth'] : undefined,
            request: objectOf(call['request']),
            requestHex: textOf(call['requestHex']),
            code: Number(call['code']),
            message: textOf(call['message']),
            response: objectOf(call['response']),
            responseHex: textOf(call['responseHex']),
          },
        ],
  );
}

/** Every good answer of the REST gateway that belongs to a call. */
export function recordedJson(): RecordedJson[] {
  return readCalls(/^0\.2\d\.\d-rest\.json$/).flatMap(({ call, era, title }) =>
    typeof call['rpc'] === 'string' && call['status'] === 200
      ? [{ era, title, rpc: call['rpc'], response: objectOf(call['response']) }]
      : [],
  );
}

function readCalls(name: RegExp) {
  return readdirSync(folder)
    .filter((file) => name.test(file))
    .sort()
    .flatMap((file) => {
      const recording = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as RecordingFile;
      const version = /^[\d.]+\d/.exec(file)?.[0] ?? '';
      const release = releaseOfVersion(version);
      const era = release && eraOfRelease(release);
      if (!release || !era) throw new Error(`${file} is of no release`);
      return recording.sections.flatMap((section) =>
        section.calls.map((call, index) => ({
          call,
          version,
          release,
          era,
          section: section.name,
          title: `${file} ${section.name} ${index + 1} ${call['rpc']} ${call['note'] ?? ''}`.trim(),
        })),
      );
    });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function objectOf(value: unknown): Recorded {
  return typeof value === 'object' && value !== null ? (value as Recorded) : {};
}
