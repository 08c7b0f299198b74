import type { Readable } from 'node:stream';
import { CODES, SandboxStatus } from '../status.ts';

/** grpc-go's default limit for a message that is received. */
const LIMIT = 4 * 1024 * 1024;
const HEADER_LENGTH = 5;

/** One length-prefixed gRPC message as it goes over the wire. */
export function frame(message: Uint8Array): Buffer {
  const framed = Buffer.allocUnsafe(HEADER_LENGTH + message.length);
  framed.writeUInt8(0, 0);
  framed.writeUInt32BE(message.length, 1);
  framed.set(message, HEADER_LENGTH);
  return framed;
}

/** The messages of a request body, one by one. Throws `SandboxStatus` where one is too large or compressed. */
export async function* messagesOf(body: Readable): AsyncGenerator<Buffer, void, undefined> {
  let pending: Buffer = Buffer.alloc(0);
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    pending = pending.length === 0 ? (chunk as Buffer) : Buffer.concat([pending, chunk as Buffer]);
    for (;;) {
      const length = messageLength(pending);
      if (length === undefined || pending.length < HEADER_LENGTH + length) break;
      yield pending.subarray(HEADER_LENGTH, HEADER_LENGTH + length);
      pending = pending.subarray(HEADER_LENGTH + length);
    }
  }
}

function messageLength(pending: Buffer): number | undefined {
  if (pending.length < HEADER_LENGTH) return undefined;
  if (pending.readUInt8(0) !== 0) {
    throw new SandboxStatus(CODES.internal, 'grpc: compressed flag set with identity or empty encoding');
  }
  const length = pending.readUInt32BE(1);
  if (length > LIMIT) {
    throw new SandboxStatus(
      CODES.resourceExhausted,
      `grpc: received message larger than max (${length} vs. ${LIMIT})`,
    );
  }
  return length;
}
