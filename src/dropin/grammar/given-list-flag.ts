import { parseCsvRecord } from './csv-record.ts';
import type { OfficialFlag } from './flag.ts';

/** A list that is undefined where the flag is not there: that it is there and empty means something else. */
export function givenListFlag(
  flag: Pick<OfficialFlag, 'name' | 'char' | 'summary'>,
): OfficialFlag<readonly string[] | undefined> {
  return {
    ...flag,
    value: 'list',
    parse: (texts) => (texts.length === 0 ? undefined : texts.flatMap(parseCsvRecord)),
  };
}
