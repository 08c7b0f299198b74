import fc from 'fast-check';
import type protobuf from 'protobufjs';

/** Any message of a type, as protobufjs takes it. */
export function anyMessage(type: protobuf.Type): fc.Arbitrary<Record<string, unknown>> {
  const fields = type.fieldsArray.map((field) => [field.name, anyField(field.resolve())] as const);
  return fc.record(Object.fromEntries(fields), { requiredKeys: [] });
}

function anyField(field: protobuf.Field): fc.Arbitrary<unknown> {
  const value = anyValue(field);
  return field.repeated ? fc.array(value, { maxLength: 3 }) : value;
}

function anyValue({ type, resolvedType }: protobuf.Field): fc.Arbitrary<unknown> {
  if (resolvedType && 'fields' in resolvedType) return anyMessage(resolvedType);
  if (resolvedType) return fc.integer({ min: 0, max: 3 });
  switch (type) {
    case 'string':
      return fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme-ascii' }));
    case 'bool':
      return fc.boolean();
    case 'uint64':
      return fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String);
    case 'int64':
      return fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
    case 'int32':
      return fc.integer();
    default:
      throw new Error(`no value of type ${type}`);
  }
}
