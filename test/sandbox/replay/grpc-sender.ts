import type { RecordedCall, RecordedRpc } from './recording.ts';
import type { Sender, Stage } from './sender.ts';
import { Callers } from './sender.ts';
import type { Messages } from './wire.ts';
import { RawClient } from './wire.ts';

/** Sends the recorded bytes over gRPC. */
export class GrpcSender implements Sender {
  readonly #stage: Stage;
  readonly #messages: Messages;
  readonly #client: RawClient;
  readonly #callers: Callers;

  constructor(stage: Stage, messages: Messages) {
    this.#stage = stage;
    this.#messages = messages;
    this.#client = new RawClient(`127.0.0.1:${stage.sandbox.grpcPort}`);
    this.#callers = new Callers(stage.sandbox);
  }

  async send(call: RecordedCall): Promise<string[]> {
    // What was asked over HTTP meanwhile is replayed with the REST recordings.
    return 'requestHex' in call ? this.#send(call) : [];
  }

  close(): void {
    this.#client.close();
  }

  async #send(call: RecordedRpc): Promise<string[]> {
    const { likeness } = this.#stage;
    const authorization = this.#callers.authorization(call);
    const answer = await this.#client.call(call.rpc, this.#request(call), authorization);
    const message = call.message ?? '';
    if (answer.code !== call.code || !likeness.sameMessage(message, answer.message)) {
      return [`${call.code} ${message} became ${answer.code} ${answer.message}`];
    }
    if (call.responseHex === undefined || !answer.bytes) return [];
    const recorded = this.#messages.decodeResponse(call.rpc, Buffer.from(call.responseHex, 'hex'));
    const actual = this.#messages.decodeResponse(call.rpc, answer.bytes);
    this.#callers.answered(call, actual);
    return likeness.differences(recorded, actual);
  }

  /** The recorded bytes, unless they name a value that is another one here. */
  #request(call: RecordedRpc): Uint8Array {
    const bytes = Buffer.from(call.requestHex, 'hex');
    if (call.code === 12) return bytes;
    const message = this.#messages.decodeRequest(call.rpc, bytes);
    const translated = this.#stage.likeness.translated(message);
    const same = JSON.stringify(message) === JSON.stringify(translated);
    return same ? bytes : this.#messages.encodeRequest(call.rpc, translated as Record<string, unknown>);
  }
}
