import { type Client, Metadata } from '@grpc/grpc-js';
import { ByteReader } from '../protobuf/byte-reader.ts';
import { LAYOUT } from '../protobuf/layout.ts';

const METHOD = '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo';

/** Field numbers of the reflection protocol and of descriptors, as far as they are read here. */
const FIELD = {
  askSymbol: 4,
  answerFiles: 4,
  files: 1,
  fileMessages: 4,
  messageName: 1,
  messageFields: 2,
  fieldName: 1,
} as const;

/**
 * Asks the server whether one of its messages has a field: `true`, `false`, or undefined where it does not say.
 * Servers answer without a key: over TCP up to 0.28, over the unix socket up to 0.29 (measured).
 */
export async function messageHasField(
  client: Client,
  prefix: string,
  message: string,
  field: string,
  timeoutMs: number,
): Promise<boolean | undefined> {
  const symbol = Buffer.from(`headscale.v1.${message}`);
  // Names of messages are shorter than 128 bytes, so that one byte says how long they are.
  const head = Uint8Array.of((FIELD.askSymbol << 3) | LAYOUT.lengthFirst, symbol.length);
  const request = Buffer.concat([head, symbol]);
  const answer = await askOnce(client, `${prefix}${METHOD}`, request, timeoutMs);
  return answer === undefined ? undefined : readAnswer(answer, message, field);
}

function askOnce(
  client: Client,
  path: string,
  request: Uint8Array,
  timeoutMs: number,
): Promise<Uint8Array | undefined> {
  return new Promise((resolve) => {
    const stream = client.makeBidiStreamRequest<Uint8Array, Uint8Array>(
      path,
      (bytes) => Buffer.from(bytes),
      (bytes) => bytes,
      new Metadata(),
      { deadline: Date.now() + timeoutMs },
    );
    stream.on('data', (bytes: Uint8Array) => {
      resolve(bytes);
      stream.cancel();
    });
    // Whatever goes wrong, the release stays as wide as it was known before.
    stream.on('error', () => resolve(undefined));
    stream.on('end', () => resolve(undefined));
    stream.write(request);
    stream.end();
  });
}

/** Undefined where the answer holds no such message, or cannot be read at all. */
function readAnswer(answer: Uint8Array, message: string, field: string): boolean | undefined {
  try {
    for (const files of fieldsOf(answer, FIELD.answerFiles)) {
      for (const file of fieldsOf(files, FIELD.files)) {
        for (const type of fieldsOf(file, FIELD.fileMessages)) {
          if (text(fieldsOf(type, FIELD.messageName)[0]) !== message) continue;
          const names = fieldsOf(type, FIELD.messageFields).map((one) =>
            text(fieldsOf(one, FIELD.fieldName)[0]),
          );
          return names.includes(field);
        }
      }
    }
  } catch {
    return undefined;
  }
  return undefined;
}

/** The length-delimited values of one field number. */
function fieldsOf(bytes: Uint8Array, wanted: number): Uint8Array[] {
  const reader = new ByteReader(bytes);
  const found: Uint8Array[] = [];
  while (reader.position < bytes.length) {
    const tag = reader.int32();
    if (tag !== ((wanted << 3) | LAYOUT.lengthFirst)) {
      reader.passOver(tag & 7, bytes.length);
      continue;
    }
    const end = reader.endOfBytes(bytes.length);
    found.push(bytes.subarray(reader.position, end));
    reader.position = end;
  }
  return found;
}

function text(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? '' : Buffer.from(bytes).toString('utf8');
}
