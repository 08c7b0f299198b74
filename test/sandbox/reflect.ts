import { Client, credentials, Metadata } from '@grpc/grpc-js';
import descriptor from 'protobufjs/ext/descriptor/index.js';
import protobuf from 'protobufjs/light.js';

/** What a server tells of itself by reflection. */
export interface Reflected {
  readonly services: readonly string[];
  readonly methods: readonly string[];
  /** Field names of a message of `headscale.v1`, as they stand in its file. */
  fieldsOf(message: string): string[];
}

interface FileDescriptor {
  readonly messageType?: readonly {
    readonly name: string;
    readonly field?: readonly { readonly name: string }[];
  }[];
  readonly service?: readonly { readonly method?: readonly { readonly name: string }[] }[];
}

/** Asks a server for its services and its schema, as grpcurl does. Throws the status of a refusal. */
export async function reflectionOver(target: string, version = 'v1'): Promise<Reflected> {
  const client = new Client(target, credentials.createInsecure());
  try {
    const services = stringsAt(await ask(client, version, 7, '*'), [6, 1, 1]).map(String);
    const [bytes] = stringsAt(await ask(client, version, 4, 'headscale.v1.HeadscaleService'), [4, 1]);
    const file = descriptor.FileDescriptorProto.decode(bytes ?? Buffer.alloc(0)) as unknown as FileDescriptor;
    return {
      services,
      methods: (file.service ?? []).flatMap((service) => (service.method ?? []).map(({ name }) => name)),
      fieldsOf: (message) =>
        (file.messageType?.find(({ name }) => name === message)?.field ?? []).map(({ name }) => name),
    };
  } finally {
    client.close();
  }
}

function ask(client: Client, version: string, field: number, text: string): Promise<Buffer> {
  const request = protobuf.Writer.create()
    .uint32((field << 3) | 2)
    .string(text)
    .finish();
  const same = (bytes: Buffer) => bytes;
  const path = `/grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`;
  return new Promise((resolve, reject) => {
    const stream = client.makeBidiStreamRequest(path, same, same, new Metadata());
    stream.on('data', (bytes: Buffer) => resolve(bytes));
    stream.on('error', reject);
    stream.write(Buffer.from(request));
    stream.end();
  });
}

/** Every length-delimited value at a path of field numbers. */
function stringsAt(bytes: Buffer, path: readonly number[]): Buffer[] {
  const [field, ...rest] = path;
  if (field === undefined) return [bytes];
  const reader = protobuf.Reader.create(bytes);
  const found: Buffer[] = [];
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag === ((field << 3) | 2)) found.push(...stringsAt(Buffer.from(reader.bytes()), rest));
    else reader.skipType(tag & 7);
  }
  return found;
}
