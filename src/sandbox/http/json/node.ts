/** A JSON value that knows where it stands. */
export type JsonNode = JsonScalar | JsonList | JsonObject;

interface Placed {
  /** Index of its first character in the text. */
  readonly at: number;
  /** Its first token as it is written: `{` and `[` for what has parts. */
  readonly token: string;
}

interface JsonScalar extends Placed {
  readonly kind: 'null' | 'boolean' | 'number' | 'string';
  readonly value: null | boolean | number | string;
}

interface JsonList extends Placed {
  readonly kind: 'list';
  readonly items: readonly JsonNode[];
}

export interface JsonObject extends Placed {
  readonly kind: 'object';
  readonly members: readonly JsonMember[];
}

export interface JsonMember {
  readonly name: string;
  /** Index of the first character of the name. */
  readonly at: number;
  readonly value: JsonNode;
}

/** The value without its places; names of objects in order, as Go writes maps. */
export function plain(node: JsonNode): unknown {
  if (node.kind === 'list') return node.items.map(plain);
  if (node.kind !== 'object') return node.value;
  const members = node.members.map(({ name, value }) => [name, plain(value)] as const);
  return Object.fromEntries([...new Map(members)].sort(([a], [b]) => (a < b ? -1 : 1)));
}
