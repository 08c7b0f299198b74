import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eraOfRelease } from '../../../src/headscale/eras/era.ts';
import { exactRelease, since } from '../../../src/sandbox/release.ts';
import type { RunningSandbox } from '../../../src/sandbox/running.ts';
import { startSandbox } from '../../../src/sandbox/start.ts';
import { Likeness } from './likeness.ts';
import type { RecordedRpc, RecordedSection, Recording } from './recording.ts';
import { rpcsOf } from './recording.ts';
import type { Messages } from './wire.ts';
import { messagesOf, RawClient } from './wire.ts';

/** What happens on the tailnet before a call, by the name of the call. */
export type Happenings = (sandbox: RunningSandbox, callName: string) => void;

/** Sends every recorded call to sandboxes of the same release; answers the names of calls that differ, and how. */
export async function replay(
  recording: Recording,
  folder: string,
  happenings: Happenings = () => undefined,
): Promise<Map<string, string[]>> {
  const differing = new Map<string, string[]>();
  const era = eraOfRelease(exactRelease(recording.release));
  if (era === undefined) throw new Error(`${recording.release} has no gRPC`);
  const run = new Run(recording, await messagesOf(era), folder);
  try {
    for (const section of recording.sections) {
      if (section.config) await run.begin(section);
      for (const { call, name } of rpcsOf(section)) {
        happenings(run.sandbox, name);
        const differences = await run.send(call);
        if (differences.length > 0) differing.set(name, differences);
      }
    }
  } finally {
    await run.end();
  }
  return differing;
}

class Run {
  readonly #recording: Recording;
  readonly #messages: Messages;
  readonly #folder: string;
  #sandbox: RunningSandbox | undefined;
  #client: RawClient | undefined;
  #likeness: Likeness;
  #expiredKey = '';

  constructor(recording: Recording, messages: Messages, folder: string) {
    this.#recording = recording;
    this.#messages = messages;
    this.#folder = folder;
    this.#likeness = this.#newLikeness();
  }

  get sandbox(): RunningSandbox {
    if (!this.#sandbox) throw new Error('no section with a config yet');
    return this.#sandbox;
  }

  async begin(section: RecordedSection): Promise<void> {
    await this.end();
    this.#likeness = this.#newLikeness();
    const { policyMode = 'database', policyPath = '' } = section.config ?? {};
    let nowMs = timeOf(this.#recording) * 1000;
    this.#sandbox = await startSandbox({
      release: this.#recording.release,
      policyMode,
      policyPath: policyPath === '' ? '' : this.#policyFile(section),
      now: () => (nowMs += 50),
    });
    this.#client = new RawClient(`127.0.0.1:${this.#sandbox.grpcPort}`);
  }

  async end(): Promise<void> {
    this.#client?.close();
    await this.#sandbox?.stop();
  }

  /** Sends one call and says how the answer differs. */
  async send(call: RecordedRpc): Promise<string[]> {
    const answer = await this.#client?.call(call.rpc, this.#request(call), this.#authorization(call));
    if (!answer) throw new Error('no section with a config yet');
    const message = call.message ?? '';
    if (answer.code !== call.code || !this.#likeness.sameMessage(message, answer.message)) {
      return [`${call.code} ${message} became ${answer.code} ${answer.message}`];
    }
    if (call.responseHex === undefined || !answer.bytes) return [];
    const recorded = this.#messages.decodeResponse(call.rpc, Buffer.from(call.responseHex, 'hex'));
    const actual = this.#messages.decodeResponse(call.rpc, answer.bytes);
    if (call.note === 'already expired') this.#expiredKey = String(actual['apiKey']);
    return this.#likeness.differences(recorded, actual);
  }

  /** The recorded bytes, unless they name a value that is another one here. */
  #request(call: RecordedRpc): Uint8Array {
    const bytes = Buffer.from(call.requestHex, 'hex');
    if (call.code === 12) return bytes;
    const message = this.#messages.decodeRequest(call.rpc, bytes);
    const translated = this.#likeness.translated(message);
    const same = JSON.stringify(message) === JSON.stringify(translated);
    return same ? bytes : this.#messages.encodeRequest(call.rpc, translated as Record<string, unknown>);
  }

  #authorization({ auth }: RecordedRpc): string | undefined {
    const { apiKey } = this.sandbox;
    if (auth === undefined) return `Bearer ${apiKey}`;
    if (auth === 'none') return undefined;
    if (auth === 'Bearer <expired>') return `Bearer ${this.#expiredKey}`;
    if (auth === 'Bearer <well-formed, unknown>') return `Bearer ${apiKey.slice(0, -4)}AAAA`;
    return auth;
  }

  #newLikeness(): Likeness {
    // Up to 0.26 the order of these is Go's random order of maps.
    const random = since(exactRelease(this.#recording.release), '0.27.0') ? [] : ['aclTags', 'validTags'];
    return new Likeness(givenTimes(this.#recording), random);
  }

  /** The policy file of the recording held what GetPolicy answered. */
  #policyFile(section: RecordedSection): string {
    const [first] = rpcsOf(section);
    const bytes = Buffer.from(first?.call.responseHex ?? '', 'hex');
    const path = join(this.#folder, `${this.#recording.release}.hujson`);
    writeFileSync(path, String(this.#messages.decodeResponse('GetPolicy', bytes)['policy']));
    return path;
  }
}

/** Seconds that requests of the recording name. */
function givenTimes(recording: Recording): ReadonlySet<string> {
  const calls = recording.sections.flatMap((section) => rpcsOf(section));
  const texts = calls.map(({ call }) => JSON.stringify(call.request));
  return new Set(
    texts.flatMap((text) => [...text.matchAll(/"seconds":"?(-?\d+)/g)].map((match) => match[1] ?? '')),
  );
}

/** When the recording was made, in seconds since 1970: the earliest time in an answer. */
function timeOf(recording: Recording): number {
  const given = givenTimes(recording);
  const times = [...JSON.stringify(recording.sections).matchAll(/"seconds":"?(\d+)/g)]
    .map((match) => match[1] ?? '')
    .filter((seconds) => !given.has(seconds))
    .map(Number);
  return Math.min(...times);
}
