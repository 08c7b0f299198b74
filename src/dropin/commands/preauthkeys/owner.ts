import { findUser } from '../../../domain/resolve-user.ts';
import type { User } from '../../../domain/user.ts';
import type { HeadscaleApi } from '../../../headscale/port.ts';
import type { OfficialFlag } from '../../grammar/flag.ts';
import { parseGoInteger, UNSIGNED } from '../../grammar/go-values.ts';

/** How a line names the owner of something, as `findUser` reads it; undefined where nobody owns it. */
type OwnerReference = string | undefined;

/**
 * A flag that names an owner: by id as from 0.26 on, or by name as before. 0 is nobody.
 * @throws OfficialError for what is neither, in the words of Go's parser
 */
export function ownerFlag(
  flag: Pick<OfficialFlag, 'summary' | 'required' | 'hidden'>,
): OfficialFlag<OwnerReference> {
  return {
    ...flag,
    name: 'user',
    char: 'u',
    value: 'text',
    parse(texts) {
      const text = texts.at(-1);
      if (text === undefined) return undefined;
      if (/^[^-+\d]/.test(text)) return `name:${text}`;
      const id = parseGoInteger(text, UNSIGNED);
      return id === 0n ? undefined : `id:${id}`;
    },
  };
}

/** The owner that is named, or nobody. Throws `not_found`, `ambiguous`. */
export async function ownerMeant(api: HeadscaleApi, reference: OwnerReference): Promise<User | null> {
  return reference === undefined ? null : findUser(reference, await api.listUsers()).user;
}
