import { Client, credentials, Metadata } from '@grpc/grpc-js';
import type { Type } from 'protobufjs';
import protobuf from 'protobufjs/light.js';
import type { Era } from '../../../src/headscale/eras/era.ts';
import { loadDescriptor, SERVICE } from '../../../src/headscale/grpc/descriptors.ts';

/** What came back: a code of 0 and bytes, or another code and its text. */
export interface RawAnswer {
  readonly code: number;
  readonly message: string;
  readonly bytes: Buffer | undefined;
}

/** A gRPC client that knows no schema: bytes in, bytes out. */
export class RawClient {
  readonly #client: Client;

  /** `target` is `127.0.0.1:PORT` or `unix:PATH`. */
  constructor(target: string, ca?: string) {
    const channel = ca === undefined ? credentials.createInsecure() : credentials.createSsl(Buffer.from(ca));
    this.#client = new Client(target, channel, {
      'grpc.max_receive_message_length': -1,
      'grpc.enable_retries': 0,
      // Node warns about an IP address as the name of a TLS server; the sandbox's certificate is for both.
      ...(ca === undefined ? {} : { 'grpc.ssl_target_name_override': 'localhost' }),
    });
  }

  call(rpc: string, body: Uint8Array, authorization?: string, service = SERVICE): Promise<RawAnswer> {
    const metadata = new Metadata();
    if (authorization !== undefined) metadata.set('authorization', authorization);
    const same = (bytes: Buffer) => bytes;
    return new Promise((resolve) => {
      const path = `/${service}/${rpc}`;
      this.#client.makeUnaryRequest(path, same, same, Buffer.from(body), metadata, (error, bytes) => {
        resolve(
          error
            ? { code: error.code, message: error.details, bytes: undefined }
            : { code: 0, message: '', bytes },
        );
      });
    });
  }

  close(): void {
    this.#client.close();
  }
}

/** How the messages of an era are read and written, apart from the sandbox's own codec. */
export interface Messages {
  encodeRequest(rpc: string, message: Record<string, unknown>): Uint8Array;
  decodeRequest(rpc: string, bytes: Uint8Array): Record<string, unknown>;
  decodeResponse(rpc: string, bytes: Uint8Array): Record<string, unknown>;
}

export async function messagesOf(era: Era): Promise<Messages> {
  const service = protobuf.Root.fromJSON(await loadDescriptor(era)).lookupService(SERVICE);
  const typeOf = (rpc: string, side: 'resolvedRequestType' | 'resolvedResponseType'): Type => {
    const method = service.methods[rpc];
    method?.resolve();
    const type = method?.[side];
    if (!type) throw new Error(`no ${rpc} in ${era}`);
    return type;
  };
  const decode = (type: Type, bytes: Uint8Array) => {
    refuseOverruns(type, bytes);
    return type.toObject(type.decode(bytes), { longs: String, enums: String, defaults: true });
  };
  return {
    encodeRequest: (rpc, message) => {
      const type = typeOf(rpc, 'resolvedRequestType');
      return type.encode(type.fromObject(message)).finish();
    },
    decodeRequest: (rpc, bytes) => decode(typeOf(rpc, 'resolvedRequestType'), bytes),
    decodeResponse: (rpc, bytes) => decode(typeOf(rpc, 'resolvedResponseType'), bytes),
  };
}

/** Throws where a message inside another reads past its own end: Go does, protobufjs goes on with what follows. */
function refuseOverruns(type: Type, bytes: Uint8Array): void {
  const reader = protobuf.Reader.create(bytes);
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    const inner = type.fieldsById[tag >>> 3]?.resolve().resolvedType;
    if ((tag & 7) === 2 && inner instanceof protobuf.Type) refuseOverruns(inner, reader.bytes());
    else reader.skipType(tag & 7);
  }
}
