import type { Release } from '../../domain/release.ts';
import type { Random } from '../random.ts';
import { base64url, hex } from '../random.ts';
import { asOf } from '../release.ts';
import type { SandboxStatus } from '../status.ts';
import { bareError } from '../status.ts';

/** How a release writes the id under which a device waits, and what it says of one that is wrong. */
interface IdForm {
  readonly make: (random: Random) => string;
  readonly wrong: (id: string) => string | undefined;
}

const FORMS: Partial<Readonly<Record<Release, IdForm>>> = {
  '0.23': { make: (random) => `mkey:${hex(random, 64)}`, wrong: wrongMachineKey },
  '0.25': {
    make: (random) => base64url(random, 24),
    wrong: (id) => (id.length === 24 ? undefined : 'registration ID must be 24 characters long'),
  },
  '0.29': { make: (random) => `hskey-authreq-${base64url(random, 24)}`, wrong: wrongAuthId },
};

/** A new registration id in the release's form. */
export function newRegistrationId(release: Release, random: Random): string {
  return asOf(release, FORMS).make(random);
}

/** What is wrong with the form of a registration id; undefined when nothing is. */
export function badRegistrationId(release: Release, id: string): SandboxStatus | undefined {
  const wrong = asOf(release, FORMS).wrong(id);
  return wrong === undefined ? undefined : bareError(wrong, 'bad_registration_id');
}

function wrongMachineKey(id: string): string | undefined {
  if (!id.startsWith('mkey:')) return "key hex string doesn't have expected type prefix mkey:";
  const digits = id.slice('mkey:'.length);
  if (digits.length !== 64) return `key hex has the wrong size, got ${digits.length} want 64`;
  return /[^0-9a-fA-F]/.test(digits) ? 'invalid hex character in key' : undefined;
}

function wrongAuthId(id: string): string | undefined {
  if (!id.startsWith('hskey-authreq-')) {
    return 'auth ID has invalid prefix: expected prefix "hskey-authreq-"';
  }
  return id.length === 38 ? undefined : `auth ID has invalid length: expected 38, got ${id.length}`;
}
