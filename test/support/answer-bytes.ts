import protobuf from 'protobufjs/light.js';
import type { Era } from '../../src/headscale/eras/era.ts';
import { loadDescriptor, SERVICE } from '../../src/headscale/grpc/descriptors.ts';

/** The messages of a call of an era, as protobufjs has them, which reads and writes them apart from hs. */
export async function messageTypes(
  era: Era,
  rpc: string,
): Promise<{ request: protobuf.Type; response: protobuf.Type }> {
  const root = protobuf.Root.fromJSON(await loadDescriptor(era));
  root.resolveAll();
  const method = root.lookupService(SERVICE).methods[rpc];
  method?.resolve();
  if (!method?.resolvedRequestType || !method.resolvedResponseType) throw new Error(`no ${rpc} in ${era}`);
  return { request: method.resolvedRequestType, response: method.resolvedResponseType };
}

/** What a server of an era would answer, in bytes. */
export async function answerBytes(era: Era, rpc: string, answer: object): Promise<Uint8Array> {
  const { response } = await messageTypes(era, rpc);
  return response.encode(response.fromObject(answer as Record<string, unknown>)).finish();
}
