import type { Node } from '../domain/node.ts';
import { parseRegistrationId, type RegistrationId } from '../domain/registration-id.ts';
import { formatRange, intersectRanges, type ReleaseRange } from '../domain/release.ts';
import { describeUser } from '../domain/resolve-user.ts';
import type { User } from '../domain/user.ts';
import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';

/** What a person gave to register a device: a paste or `--key`. */
interface WishedRegistration {
  readonly pasted: string | undefined;
  readonly key: string | undefined;
}

/**
 * Reads what is to be registered and for whom, as far as it was said.
 * @throws HsError `usage`, `invalid_value`
 */
export function readRegistration(wished: WishedRegistration & { readonly user: string | undefined }): {
  id: RegistrationId;
  named: string | undefined;
} {
  const id = parseRegistrationId(registrationText(wished));
  return { id, named: registrationUser(wished.user, id) };
}

/**
 * The one text to read the registration id from.
 * @throws HsError `usage` where there is none or two
 */
function registrationText({ pasted, key }: WishedRegistration): string {
  if (pasted !== undefined && key !== undefined) {
    throw new HsError('usage', 'The registration is given twice: as an argument and as --key');
  }
  const text = pasted ?? key;
  if (text !== undefined) return text;
  throw new HsError('usage', 'What is to be registered is missing', {
    hint: 'Give what the device shows: the key (--key), or the URL or command as an argument, in quotes. What to type on it: hs nodes register --onboard',
  });
}

/**
 * The user of the paste and of `--user`, which must not contradict each other.
 * @throws HsError `usage`
 */
function registrationUser(flag: string | undefined, id: RegistrationId): string | undefined {
  if (flag !== undefined && id.user !== undefined && flag !== id.user) {
    throw new HsError('usage', `The paste says --user ${id.user}, the command line says --user ${flag}`, {
      hint: 'Leave one of them out.',
    });
  }
  return flag ?? id.user;
}

/**
 * Refuses a user whose name others have too (people from an identity provider can): registering takes a name alone,
 * so the server could not tell whom is meant.
 * @throws HsError `unsupported`
 */
export function requireNameOfItsOwn(user: User, users: readonly User[]): void {
  const namesakes = users.filter(({ id, name }) => id !== user.id && name !== '' && name === user.name);
  if (namesakes.length === 0) return;
  const others = namesakes.map(describeUser).join(', ');
  throw new HsError(
    'unsupported',
    `${describeUser(user)} shares its name with ${others}, and this call takes users by name`,
    { hint: `Give one of them another name first: hs users rename id:${user.id} NAME` },
  );
}

/**
 * Registers the device. Servers show the e-mail address of people from an identity provider in the place of a name
 * that they lack, and then do not find them by it: only the refusal tells that from a name that is an address.
 * @throws HsError `unsupported` for such a user, and whatever the call ends with
 */
export async function registerDevice(api: HeadscaleApi, user: User, { id }: RegistrationId): Promise<Node> {
  try {
    return await api.registerNode(user, id);
  } catch (error) {
    const isAddress = user.provider !== '' && user.name === user.email;
    if (!isAddress || !(error instanceof HsError) || !/^The user does not exist/.test(error.message))
      throw error;
    throw new HsError(
      'unsupported',
      `${describeUser(user)} has no name, only an e-mail address, and this call takes users by name`,
      { hint: `Give the user a name first: hs users rename id:${user.id} NAME`, cause: error },
    );
  }
}

/** The releases that take each kind of id (measured on 0.23 to 0.30). */
const KINDS: Readonly<Record<RegistrationId['kind'], ReleaseRange>> = {
  mkey: { oldest: '0.23', newest: '0.24' },
  short: { oldest: '0.25', newest: '0.28' },
  authreq: { oldest: '0.29', newest: '0.30' },
};

/**
 * Explains an id of another era than the server's, which would answer with a riddle.
 * @throws HsError `invalid_value`
 */
export function requireRightKind(id: RegistrationId, range: ReleaseRange | undefined): void {
  if (range === undefined || intersectRanges(range, KINDS[id.kind])) return;
  const wanted = Object.values(KINDS).findIndex((kind) => intersectRanges(range, kind));
  const shape = ['mkey: and 64 hex digits', '24 characters', 'hskey-authreq- and 24 characters'][wanted];
  throw new HsError(
    'invalid_value',
    `This id belongs to Headscale ${id.releases}, and this server is ${formatRange(range)}, whose ids are ${shape}`,
    {
      hint: 'Run `tailscale up` on the device again and paste what it shows, or check that this is the right server.',
    },
  );
}

/**
 * A word of warning where the pasted URL is of another host than the server that is about to be asked. A server behind
 * a socket (any `kind` but `tcp`) does not show what devices call it.
 */
export function otherHostNotice(
  { host }: RegistrationId,
  server: { readonly kind: string; readonly host: string },
): string | undefined {
  const name = host?.replace(/:\d+$/, '').toLowerCase();
  if (name === undefined || server.kind !== 'tcp') return undefined;
  if (name === server.host.toLowerCase() || name === `[${server.host}]`) return undefined;
  return `The URL is of ${host}, and this goes to ${server.host}: make sure that they are the same server`;
}
