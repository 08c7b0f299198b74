/** A rule of `acls`: who may reach what. */
export interface AclRule {
  readonly action: string;
  readonly proto: string;
  readonly src: readonly string[];
  readonly dst: readonly string[];
}

/** A test of `tests` (0.29 and later). */
export interface PolicyTest {
  readonly src: string;
  readonly proto: string;
  readonly accept: readonly string[];
  readonly deny: readonly string[];
}

/** What the sandbox reads of a policy. */
export interface PolicyDocument {
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly hosts: ReadonlyMap<string, string>;
  readonly tagOwners: ReadonlyMap<string, readonly string[]>;
  readonly acls: readonly AclRule[];
  /** The actions of the `ssh` rules, in order. */
  readonly sshActions: readonly string[];
  readonly tests: readonly PolicyTest[];
  /** Names of top-level members as they are written. */
  readonly members: readonly string[];
}

/** The type of a member is not what the policy wants. */
export class PolicyTypeError extends Error {
  override readonly name = 'PolicyTypeError';
}

type Members = ReadonlyMap<string, unknown>;

/** Reads a parsed policy; `null` is an empty one. Throws `PolicyTypeError`. */
export function documentOf(value: unknown): PolicyDocument {
  const members = membersOf(value, '');
  return {
    groups: listsOf(members.get('groups'), '/groups'),
    hosts: new Map([...membersOf(members.get('hosts'), '/hosts')].map(([name, to]) => [name, String(to)])),
    tagOwners: listsOf(members.get('tagowners'), '/tagOwners'),
    acls: itemsOf(members.get('acls'), '/acls').map((rule) => ({
      action: textIn(rule, 'action'),
      proto: textIn(rule, 'proto'),
      src: textsIn(rule, 'src'),
      dst: textsIn(rule, 'dst'),
    })),
    sshActions: itemsOf(members.get('ssh'), '/ssh').map((rule) => textIn(rule, 'action')),
    tests: itemsOf(members.get('tests'), '/tests').map((test) => ({
      src: textIn(test, 'src'),
      proto: textIn(test, 'proto'),
      accept: textsIn(test, 'accept'),
      deny: textsIn(test, 'deny'),
    })),
    members: typeof value === 'object' && value !== null ? Object.keys(value) : [],
  };
}

/** Members by their name in lower case: Go finds them whatever their case. */
function membersOf(value: unknown, path: string): Members {
  if (value === null || value === undefined) return new Map();
  if (typeof value !== 'object' || Array.isArray(value)) throw mismatch(value, 'object', path);
  const lower =
    path === '' || path.startsWith('/acls') || path.startsWith('/ssh') || path.startsWith('/tests');
  return new Map(Object.entries(value).map(([name, member]) => [lower ? name.toLowerCase() : name, member]));
}

function itemsOf(value: unknown, path: string): Members[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw mismatch(value, 'array', path);
  return value.map((item, index) => membersOf(item, `${path}/${index}`));
}

function listsOf(value: unknown, path: string): Map<string, readonly string[]> {
  return new Map(
    [...membersOf(value, path)].map(([name, list]) => {
      if (!Array.isArray(list)) throw mismatch(list, 'array', `${path}/${name}`);
      return [name, list.map(String)];
    }),
  );
}

function textIn(members: Members, name: string): string {
  const value = members.get(name);
  return typeof value === 'string' ? value : '';
}

function textsIn(members: Members, name: string): string[] {
  const value = members.get(name);
  return Array.isArray(value) ? value.map(String) : [];
}

function mismatch(value: unknown, wanted: string, path: string): PolicyTypeError {
  const found = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
  return new PolicyTypeError(`json: cannot unmarshal JSON ${found} into Go ${wanted} within "${path}"`);
}
