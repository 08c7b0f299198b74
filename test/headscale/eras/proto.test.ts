import { readFileSync } from 'node:fs';
import path from 'node:path';
import protobuf from 'protobufjs';
import { describe, expect, test } from 'vitest';
import { ERAS, type Era } from '../../../src/headscale/eras/era.ts';

/** What the descriptors compiled into a real server say. Fields as `repeated Node nodes`, by their number. */
interface WireSchema {
  readonly rpcs: Readonly<Record<string, readonly [request: string, response: string]>>;
  readonly fields: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly enums: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly reserved: Readonly<Record<string, readonly (readonly [number, number])[]>>;
}

const root = path.join(import.meta.dirname, '..', '..', '..');
const real = JSON.parse(
  readFileSync(path.join(root, 'test', 'recordings', 'wire-schemas.json'), 'utf8'),
) as Readonly<Record<string, WireSchema>>;

function realSchema(version: string): WireSchema {
  const schema = real[version];
  if (!schema) throw new Error(`no schema of ${version}`);
  return schema;
}

function ourSchema(era: Era): WireSchema {
  const source = readFileSync(path.join(root, 'proto', era, 'headscale.proto'), 'utf8');
  const namespace = protobuf.parse(source, { keepCase: true }).root.lookup('headscale.v1');
  if (!(namespace instanceof protobuf.Namespace)) throw new Error(`${era} has no package headscale.v1`);
  const rpcs: Record<string, [string, string]> = {};
  const fields: Record<string, Record<string, string>> = {};
  const enums: Record<string, Record<string, number>> = {};
  const reserved: Record<string, [number, number][]> = {};
  for (const thing of namespace.nestedArray) {
    if (thing instanceof protobuf.Service) {
      expect(thing.fullName).toBe('.headscale.v1.HeadscaleService');
      for (const rpc of thing.methodsArray) {
        expect([rpc.requestStream ?? false, rpc.responseStream ?? false]).toEqual([false, false]);
        rpcs[rpc.name] = [rpc.requestType, rpc.responseType];
      }
    } else if (thing instanceof protobuf.Enum) {
      enums[thing.name] = thing.values;
    } else if (thing instanceof protobuf.Type) {
      fields[thing.name] = Object.fromEntries(
        thing.fieldsArray.map(({ id, repeated, type, name }) => [
          String(id),
          `${repeated ? 'repeated ' : ''}${type} ${name}`,
        ]),
      );
      const ranges = (thing.reserved ?? []).filter((range) => Array.isArray(range));
      if (ranges.length > 0) reserved[thing.name] = ranges.map(([from = 0, to = 0]) => [from, to]);
    }
  }
  return { rpcs, fields, enums, reserved };
}

const EXACT: readonly (readonly [era: Era, version: string])[] = [
  ['0.23', 'v0.23.0'],
  ['0.24', 'v0.24.3'],
  ['0.24', 'v0.25.1'],
  ['0.26', 'v0.27.1'],
  ['0.28', 'v0.28.0'],
  ['0.29', 'v0.29.2'],
];

describe('proto files against the descriptors of real servers', () => {
  test.each(EXACT)('%s is exactly what %s speaks', (era, version) => {
    expect(ourSchema(era)).toEqual(realSchema(version));
  });

  test.each(['v0.26.1', 'v0.27.0'])('era 0.26 holds everything that %s speaks', (version) => {
    const [ours, theirs] = [ourSchema('0.26'), realSchema(version)];
    expect(ours.rpcs).toMatchObject(theirs.rpcs);
    expect(ours.fields).toMatchObject(theirs.fields);
    expect(ours.enums).toEqual(theirs.enums);
    expect(ours.reserved).toEqual(theirs.reserved);
  });

  test('every era is compared', () => {
    expect([...new Set(EXACT.map(([era]) => era))]).toEqual([...ERAS]);
  });
});
