import type { Data } from './data.ts';
import type { OfficialFormat } from './format.ts';
import { goJson } from './go-json.ts';
import { goYaml } from './go-yaml.ts';

/** Whose JSON is printed: that of 0.29 or, with `HS_HEADSCALE_JSON=0.30`, that of 0.30. */
export type JsonOf = '0.29' | '0.30';

/** Data in a machine format, with the newline that the official client ends it with. */
export function writtenData(data: Data, format: Exclude<OfficialFormat, 'human'>, jsonOf: JsonOf): string {
  const json = jsonOf === '0.30' ? data.json30 : data.json;
  switch (format) {
    case 'json':
      return `${goJson(json, '\t')}\n`;
    case 'json-line':
      return `${goJson(json)}\n`;
    case 'yaml':
      return `${goYaml(data.yaml)}\n`;
  }
}
