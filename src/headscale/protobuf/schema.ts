import type { AnyNestedObject, IField, INamespace } from 'protobufjs';
import { LAYOUT, type Layout } from './layout.ts';

/** As much of protobuf's types as the schemas of Headscale use. */
type Kind = 'string' | 'bool' | 'uint64' | 'int64' | 'int32' | 'enum' | 'message';

/** One field of a message. */
export interface FieldType {
  /** In camelCase, as everywhere in hs. */
  readonly name: string;
  readonly number: number;
  readonly kind: Kind;
  readonly layout: Layout;
  /** A list; only texts and messages come in lists. */
  readonly repeated: boolean;
  /** What a message holds; undefined for any other kind. */
  readonly message: MessageType | undefined;
  /** The names of an enum by their numbers; empty for any other kind. */
  readonly values: readonly string[];
}

/** One message of a schema. */
export interface MessageType {
  /** `headscale.v1.Node`. */
  readonly name: string;
  /** Ascending by number, the order in which they are written. */
  readonly fields: readonly FieldType[];
  /** The same, each at the index that is its number. */
  readonly byNumber: readonly (FieldType | undefined)[];
  /** The names of its lists of messages. */
  readonly lists: readonly string[];
}

/** What one call takes and what it answers. */
export interface CallTypes {
  readonly requestType: MessageType;
  readonly responseType: MessageType;
}

/** Google's message for a point in time: whole seconds since 1970 and nanoseconds within that second. */
export const TIMESTAMP = 'google.protobuf.Timestamp';

const SCALARS: readonly Kind[] = ['string', 'bool', 'uint64', 'int64', 'int32'];

/**
 * Every call of a service by its name, from a compiled schema. Throws for a schema that has more of protobuf in it than
 * is known here: hs brings its schemas along, so no server can cause that.
 * @param service `headscale.v1.HeadscaleService`
 */
export function callsOf(descriptor: INamespace, service: string): ReadonlyMap<string, CallTypes> {
  const home = service.slice(0, service.lastIndexOf('.'));
  const known = new Map<string, MessageType>();

  function messageOf(name: string): MessageType {
    const read = known.get(name);
    if (read) return read;
    const said = nested(descriptor, name);
    if (!said || !('fields' in said)) throw new Error(`no message ${name} in this schema`);
    const fields = Object.entries(said.fields)
      .map(([field, type]) => fieldOf(field, type))
      .sort((a, b) => a.number - b.number);
    const lists = fields.filter(({ repeated, message }) => repeated && message).map((field) => field.name);
    const type = { name, fields, byNumber: byNumber(fields), lists };
    known.set(name, type);
    return type;
  }

  function fieldOf(name: string, { id: number, type, rule }: IField): FieldType {
    const repeated = rule === 'repeated';
    const scalar = SCALARS.find((kind) => kind === type);
    const full = type.includes('.') ? type : `${home}.${type}`;
    const said = scalar ? undefined : nested(descriptor, full);
    const isMessage = said !== undefined && 'fields' in said;
    const layout = scalar === 'string' || isMessage ? LAYOUT.lengthFirst : LAYOUT.varint;
    if (repeated && layout === LAYOUT.varint) throw new Error(`${name} is a list of ${type}`);
    const field = { name, number, layout, repeated, message: undefined, values: [] };
    if (scalar) return { ...field, kind: scalar };
    if (isMessage) return { ...field, kind: 'message', message: messageOf(full) };
    if (said && 'values' in said) return { ...field, kind: 'enum', values: namesOf(said.values) };
    throw new Error(`no type ${type} in this schema`);
  }

  const said = nested(descriptor, service);
  if (!said || !('methods' in said)) throw new Error(`no service ${service} in this schema`);
  return new Map(
    Object.entries(said.methods).map(([rpc, { requestType, responseType }]) => [
      rpc,
      {
        requestType: messageOf(`${home}.${requestType}`),
        responseType: messageOf(`${home}.${responseType}`),
      },
    ]),
  );
}

function nested(descriptor: INamespace, name: string): AnyNestedObject | undefined {
  let found: AnyNestedObject | undefined = descriptor;
  for (const part of name.split('.')) found = found && 'nested' in found ? found.nested?.[part] : undefined;
  return found;
}

function byNumber(fields: readonly FieldType[]): (FieldType | undefined)[] {
  const last = fields.at(-1)?.number ?? 0;
  return Array.from({ length: last + 1 }, (_, number) => fields.find((field) => field.number === number));
}

function namesOf(values: Readonly<Record<string, number>>): string[] {
  const names = Object.entries(values).sort(([, a], [, b]) => a - b);
  if (names.some(([, number], index) => number !== index)) throw new Error('an enum with a gap in it');
  return names.map(([name]) => name);
}
