import { HsError } from '../errors.ts';

/**
 * Finds what each of several references names; what is named twice is found once.
 * @param find finds one, as `findNode` does
 * @param absent told of those that name nothing, which are left out then
 * @throws HsError the first refusal, with the others in its details: one that names nothing, or too much, leaves all
 *   of them as they are
 */
export function resolveAll<Found>(
  references: readonly string[],
  find: (reference: string) => Found,
  idOf: (found: Found) => string,
  absent?: (refusal: HsError) => void,
): Found[] {
  const found = new Map<string, Found>();
  const refusals: HsError[] = [];
  for (const reference of references) {
    try {
      const one = find(reference);
      if (!found.has(idOf(one))) found.set(idOf(one), one);
    } catch (error) {
      if (!(error instanceof HsError)) throw error;
      if (absent && error.code === 'not_found') absent(error);
      else refusals.push(error);
    }
  }
  const [first, ...others] = refusals;
  if (first === undefined) return [...found.values()];
  if (references.length === 1) throw first;
  const { code, message, hint, details } = first;
  throw new HsError(code, `${message}; nothing was changed`, {
    hint,
    details: [...details, ...new Set(others.map((other) => other.message))],
    cause: first,
  });
}
