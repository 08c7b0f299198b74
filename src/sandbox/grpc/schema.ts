import type { Root } from 'protobufjs';
import protobuf from 'protobufjs/light.js';
import type { Release } from '../../domain/release.ts';
import { SERVICE } from '../../headscale/grpc/descriptors.ts';
import { since } from '../release.ts';

/** A file of a schema, as a FileDescriptorProto, and what it depends on. */
export interface SchemaFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly dependencies: readonly string[];
}

const HEADSCALE_FILE = 'headscale/v1/headscale.proto';
const TIMESTAMP_FILE = 'google/protobuf/timestamp.proto';

/**
 * The schema files a release shows by reflection. The schema of an era is that of its newest release: what this
 * release does not have yet is left out, the calls by `rpcs`.
 */
export async function schemaFiles(
  root: Root,
  release: Release,
  rpcs: readonly string[],
): Promise<SchemaFile[]> {
  const { default: descriptor } = await import('protobufjs/ext/descriptor/index.js');
  const file = (name: string, scope: string, dependencies: string[]): SchemaFile => {
    const members = root.lookup(scope);
    if (!(members instanceof protobuf.Namespace)) throw new Error(`no ${scope} in the schema`);
    const types = members.nestedArray.filter((member) => member instanceof protobuf.Type);
    const proto = {
      name,
      package: scope,
      dependency: dependencies,
      syntax: 'proto3',
      messageType: types.map((type) => messageDescriptor(typeOfRelease(type, release))),
      enumType: members.nestedArray
        .filter((member) => member instanceof protobuf.Enum)
        .map((member) => member.toDescriptor('proto3')),
      service: scope === 'headscale.v1' ? [serviceDescriptor(root, rpcs)] : [],
    };
    return { name, dependencies, bytes: descriptor.FileDescriptorProto.encode(proto).finish() };
  };
  return [
    file(HEADSCALE_FILE, 'headscale.v1', [TIMESTAMP_FILE]),
    file(TIMESTAMP_FILE, 'google.protobuf', []),
  ];
}

/** A message as the release knows it: `ExpireNodeRequest.expiry` came with the patch release 0.27.1, inside an era. */
export function typeOfRelease(type: protobuf.Type, release: Release): protobuf.Type {
  if (type.name !== 'ExpireNodeRequest' || since(release, '0.27.1') || !type.fields['expiry']) return type;
  const older = protobuf.Type.fromJSON(type.name, type.toJSON());
  older.remove(older.get('expiry') ?? older);
  return older;
}

/** Field names as the proto file has them: the compiled schema keeps them in camelCase. */
function messageDescriptor(type: protobuf.Type): protobuf.Message {
  const message = type.toDescriptor('proto3');
  const { field = [] } = message as { field?: { name?: string; jsonName?: string }[] };
  for (const each of field) {
    const jsonName = each.name ?? '';
    each.jsonName = jsonName;
    each.name = jsonName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
  return message;
}

function serviceDescriptor(root: Root, rpcs: readonly string[]): Record<string, unknown> {
  const methods = root.lookupService(SERVICE).methodsArray.filter((method) => rpcs.includes(method.name));
  return {
    name: 'HeadscaleService',
    method: methods.map((method) => ({
      name: method.name,
      inputType: `.headscale.v1.${method.requestType}`,
      outputType: `.headscale.v1.${method.responseType}`,
    })),
  };
}
