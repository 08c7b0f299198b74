import { byId, byName } from './explanation.ts';

/** Who owns something, as the official client is told it: by id from 0.26 on, by name before; 0 is nobody. */
export function owner(text: string | undefined): string | undefined {
  if (text === undefined || text === '0') return undefined;
  return /^[-+\d]/.test(text) ? byId(text, 'USER') : byName(text);
}
