/** Names of objects in order, as the servers write their documents. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key])]));
}

/** A JSON value as YAML in block style, for values whose texts are short and stand on one line. */
export function yamlOf(value: unknown, indent = ''): string {
  if (Array.isArray(value) && value.length > 0) {
    return value.map((item) => `${indent}- ${yamlOf(item, `${indent}  `).trimStart()}`).join('');
  }
  if (isObject(value) && Object.keys(value).length > 0) {
    return Object.entries(value)
      .map(
        ([key, item]) =>
          `${indent}${scalar(key)}:${isBlock(item) ? '\n' : ' '}${yamlOf(item, `${indent}  `)}`,
      )
      .join('');
  }
  return `${scalar(value)}\n`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isBlock(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

/** A text goes without quotes where YAML could read nothing else in it. */
function scalar(value: unknown): string {
  const bare =
    typeof value === 'string' &&
    /^[A-Za-z$/][\w .,/$({})+-]*$/.test(value) &&
    !/^(?:null|true|false|y|n|yes|no|on|off)$/i.test(value);
  return bare ? value : JSON.stringify(value);
}
