import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eraOfRelease } from '../../../src/headscale/eras/era.ts';
import { exactRelease, since } from '../../../src/sandbox/release.ts';
import type { RunningSandbox } from '../../../src/sandbox/running.ts';
import { startSandbox } from '../../../src/sandbox/start.ts';
import { GrpcSender } from './grpc-sender.ts';
import { Likeness } from './likeness.ts';
import type { RecordedCall, RecordedSection, Recording } from './recording.ts';
import { callsOf } from './recording.ts';
import { RestSender } from './rest-sender.ts';
import type { Sender, Stage } from './sender.ts';
import { givenTimes, timeOf } from './times.ts';
import { messagesOf } from './wire.ts';

/** What happens on the tailnet before a call, by the name of the call. */
export type Happenings = (sandbox: RunningSandbox, callName: string) => void;

/** Sends every recorded call to sandboxes of the same release; answers the names of calls that differ, and how. */
export async function replay(
  recording: Recording,
  folder: string,
  happenings: Happenings = () => undefined,
): Promise<Map<string, string[]>> {
  const differing = new Map<string, string[]>();
  const run = new Run(recording, folder);
  try {
    for (const section of recording.sections) {
      if (section.config) await run.begin(section);
      for (const { call, name } of callsOf(section)) {
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
  readonly #folder: string;
  #sandbox: RunningSandbox | undefined;
  #sender: Sender | undefined;

  constructor(recording: Recording, folder: string) {
    this.#recording = recording;
    this.#folder = folder;
  }

  get sandbox(): RunningSandbox {
    if (!this.#sandbox) throw new Error('no section with a config yet');
    return this.#sandbox;
  }

  async begin(section: RecordedSection): Promise<void> {
    await this.end();
    const { policyMode = 'database', policyPath = '' } = section.config ?? {};
    let nowMs = timeOf(this.#recording) * 1000;
    const sandbox = await startSandbox({
      release: this.#recording.release,
      policyMode,
      policyPath: policyPath === '' ? '' : await this.#policyFile(section),
      now: () => (nowMs += 50),
    });
    this.#sandbox = sandbox;
    this.#sender = await this.#senderOn({ sandbox, likeness: this.#newLikeness() });
  }

  async end(): Promise<void> {
    this.#sender?.close();
    await this.#sandbox?.stop();
  }

  async send(call: RecordedCall): Promise<string[]> {
    if (!this.#sender) throw new Error('no section with a config yet');
    return this.#sender.send(call);
  }

  /** A recording is of one transport, with pages of the web port in both. */
  async #senderOn(stage: Stage): Promise<Sender> {
    const overGrpc = this.#recording.sections.some(({ calls }) => calls.some((call) => 'requestHex' in call));
    return overGrpc ? new GrpcSender(stage, await this.#messages()) : new RestSender(stage);
  }

  async #messages() {
    const era = eraOfRelease(exactRelease(this.#recording.release));
    if (era === undefined) throw new Error(`${this.#recording.release} has no gRPC`);
    return messagesOf(era);
  }

  #newLikeness(): Likeness {
    // Up to 0.26 the order of these is Go's random order of maps.
    const random = since(exactRelease(this.#recording.release), '0.27.0') ? [] : ['aclTags', 'validTags'];
    return new Likeness(givenTimes(this.#recording), random);
  }

  /** The policy file of the recording held what GetPolicy answered. */
  async #policyFile(section: RecordedSection): Promise<string> {
    const path = join(this.#folder, `${this.#recording.version}.hujson`);
    writeFileSync(path, String((await this.#answerTo(section.calls[0]))['policy']));
    return path;
  }

  async #answerTo(call: RecordedCall | undefined): Promise<Readonly<Record<string, unknown>>> {
    if (call && 'method' in call) return call.response as Record<string, unknown>;
    const hex = call && 'responseHex' in call ? call.responseHex : undefined;
    return (await this.#messages()).decodeResponse('GetPolicy', Buffer.from(hex ?? '', 'hex'));
  }
}
