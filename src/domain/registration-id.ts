import type { HsError } from '../errors.ts';
import { invalidValue } from './invalid-value.ts';
import { parsePastedCommand, parsePastedUrl } from './pasted-registration.ts';
import { quoted } from './quoted.ts';
import { looksLikeSecret } from './secret.ts';

/** What a device shows that wants in, as the server takes it. */
export interface RegistrationId {
  readonly id: string;
  /** `mkey:` and 64 hex digits, 24 bare characters, or `hskey-authreq-` and 24. */
  readonly kind: 'mkey' | 'short' | 'authreq';
  /** The releases whose ids look like this, for people: `0.25 to 0.28`. */
  readonly releases: string;
  /** Host and port of the URL it was pasted in: the server the device asked. */
  readonly host?: string;
  /** The user of the pasted command, where it is not the placeholder that the page shows. */
  readonly user?: string;
  /** What the paste was for, where it tells: to take a device in, or to let a waiting session (SSH check) pass. */
  readonly purpose?: 'register' | 'approve';
}

/** The form of the ids of each era (measured on 0.23 to 0.30). Only their length is checked by servers. */
const FORMS = [
  { kind: 'mkey', releases: '0.23 and 0.24', form: /^mkey:[0-9a-f]{64}$/i },
  { kind: 'authreq', releases: '0.29 and later', form: /^hskey-authreq-[A-Za-z0-9_-]{24}$/ },
  { kind: 'short', releases: '0.25 to 0.28', form: /^[A-Za-z0-9_-]{24}$/ },
] as const;

const EXAMPLES =
  'Paste what the device shows: the id (hskey-authreq-…, 24 characters, or mkey:…), ' +
  'the URL that ends in /register/<id>, or the whole command.';

/**
 * Reads what a person pastes to take a device in: the id alone, a URL that ends in `/register/<id>` or `/auth/<id>`,
 * or the command that the page shows, with any program in front.
 * @throws HsError `invalid_value`
 */
export function parseRegistrationId(text: string): RegistrationId {
  const paste = unwrap(text);
  if (paste === '') throw invalidValue('An empty text is not a registration id', EXAMPLES);
  const alone = recognise(paste);
  if (alone !== undefined) return alone;
  const url = parsePastedUrl(paste);
  if (url !== undefined) return { ...recogniseOrRefuse(url.id), host: url.host, purpose: url.purpose };
  if (!/\s/.test(paste)) throw refuseId(paste);
  const command = parsePastedCommand(paste, (word) => recognise(word) !== undefined);
  if (command === undefined) throw invalidValue(`No registration id was found in ${quoted(paste)}`, EXAMPLES);
  const { id, ...rest } = command;
  return { ...recogniseOrRefuse(id), ...rest };
}

function recogniseOrRefuse(id: string): RegistrationId {
  const known = recognise(id);
  if (known === undefined) throw refuseId(id);
  return known;
}

function recognise(id: string): RegistrationId | undefined {
  for (const { kind, releases, form } of FORMS) {
    if (form.test(id)) return { id: kind === 'mkey' ? id.toLowerCase() : id, kind, releases };
  }
  return undefined;
}

function refuseId(text: string): HsError {
  return invalidValue(`${quoted(text)} is not a registration id: ${whyRefused(text)}`, EXAMPLES);
}

function whyRefused(text: string): string {
  if (text === '') return 'it is empty';
  const [, mkey] = /^mkey:(.*)$/is.exec(text) ?? [];
  if (mkey !== undefined) return `after "mkey:" come 64 hex digits, here are ${mkey.length} characters`;
  const [, authreq] = /^hskey-authreq-(.*)$/is.exec(text) ?? [];
  if (authreq !== undefined) return `after "hskey-authreq-" come 24 characters, here are ${authreq.length}`;
  if (/^hskey-api-/.test(text)) return 'it is an API key, which belongs in hs login';
  if (/^hskey-reg-/.test(text)) return 'it comes from the server log; the device shows another one';
  if (/^hskey-auth-/.test(text) || looksLikeSecret(text)) {
    return 'it is a key; a pre-auth key goes to the device (tailscale up --auth-key=…)';
  }
  if (/^(nodekey|discokey):/.test(text)) return 'it is a key of the node itself';
  if (/^[a-z]+:\/\//i.test(text)) return 'the URL does not end in /register/<id> or /auth/<id>';
  if (/^[A-Za-z0-9_-]+$/.test(text)) return `it has ${text.length} characters, a bare id has 24`;
  return 'it has characters that no id has';
}

/** Takes off space and one pair of marks around the whole. */
function unwrap(text: string): string {
  const bare = text.trim();
  const inner = /^(["'`])([^"'`]*)\1$/.exec(bare)?.[2] ?? /^<([^<>]*)>$/.exec(bare)?.[1];
  return (inner ?? bare).trim();
}
