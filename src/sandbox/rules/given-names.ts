import type { Context } from '../context.ts';
import { nameSuffix } from '../random.ts';
import { asOf } from '../release.ts';
import { bareError } from '../status.ts';
import { hostnameRule } from './node-names.ts';

/** The two names of a new node: the device's own, and the one peers see. */
export interface NodeNames {
  readonly hostname: string;
  readonly givenName: string;
}

type Naming = (context: Context, hostname: string, machineKey: string) => NodeNames;

/** Longest DNS label. */
const LIMIT = 63;

/** Names a node that registers. Throws up to 0.26 when the host name is too long. */
export function nameNode(context: Context, hostname: string, machineKey: string): NodeNames {
  const naming = asOf<Naming>(context.release, {
    '0.23': converted((name) =>
      name
        .toLowerCase()
        .replaceAll("'", '')
        .replace(/[^a-z0-9.-]+/g, '-'),
    ),
    '0.24': converted((name) => name.toLowerCase().replace(/[^a-z0-9.-]+/g, '')),
    '0.27.0': validOrInvalid,
    '0.29': sanitised,
  });
  return naming(context, hostname, machineKey);
}

function isTaken(context: Context, givenName: string): boolean {
  return context.store.nodes.find((node) => node.givenName === givenName) !== undefined;
}

function withSuffix(context: Context, name: string): string {
  const suffix = `-${nameSuffix(context.random, 8)}`;
  return name.slice(0, LIMIT - suffix.length) + suffix;
}

/** Up to 0.26: the host name as it is, the given name cleaned of what DNS cannot hold. */
function converted(clean: (name: string) => string): Naming {
  return (context, hostname) => {
    const name = clean(hostname);
    if (name.length > LIMIT) {
      throw bareError(
        'failed to ensure unique given name: hostname too long, cannot except 255 ASCII chars',
        'bad_name',
      );
    }
    return { hostname, givenName: isTaken(context, name) ? withSuffix(context, name) : name };
  };
}

/** 0.27 and 0.28: lower case when that is valid, else a made-up name for both. */
function validOrInvalid(context: Context, hostname: string, machineKey: string): NodeNames {
  if (hostname === '') {
    const short = machineKey.slice(0, 'mkey:'.length + 3);
    return { hostname: `node-${short}`, givenName: `node-${short.replaceAll(':', '')}` };
  }
  const lower = hostname.toLowerCase();
  const name = hostnameRule(lower) ? `invalid-${nameSuffix(context.random, 8)}` : lower;
  return { hostname: name, givenName: isTaken(context, name) ? withSuffix(context, name) : name };
}

/** 0.29 and later: the host name as it is, one DNS label made of it, numbered where it is taken. */
function sanitised(context: Context, hostname: string): NodeNames {
  const label = sanitisedLabel(hostname.replace(/\.(local|localdomain|lan)$/, '')) || 'node';
  let givenName = label;
  for (let number = 1; isTaken(context, givenName); number++) givenName = `${label}-${number}`;
  return { hostname, givenName };
}

/** Separators become hyphens, what DNS does not know goes, both ends are letters or digits. */
function sanitisedLabel(name: string): string {
  return name
    .slice(0, LIMIT)
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '')
    .replace(/[ .@_]/g, '-')
    .replace(/[^A-Za-z0-9-]/g, '')
    .toLowerCase();
}
