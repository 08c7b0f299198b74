/** What a template made of a path: the value of each parameter. */
export type PathParameters = Readonly<Record<string, string>>;

/** A path with parameters, as `/api/v1/node/{nodeId}/tags`. */
export interface PathTemplate {
  readonly text: string;
  readonly parameters: readonly string[];
  /** The parameters of a path in segments; undefined where it is another path. A parameter may be empty. */
  match(segments: readonly string[]): PathParameters | undefined;
}

/** Reads a template. */
export function pathTemplate(text: string): PathTemplate {
  const parts = text.split('/');
  const parameterOf = (part: string) => /^\{(.+)\}$/.exec(part)?.[1];
  return {
    text,
    parameters: parts.map(parameterOf).filter((name) => name !== undefined),
    match(segments) {
      if (segments.length !== parts.length) return undefined;
      const found: Record<string, string> = {};
      for (const [index, part] of parts.entries()) {
        const segment = segments[index] ?? '';
        const name = parameterOf(part);
        if (name !== undefined) found[name] = segment;
        else if (part !== segment) return undefined;
      }
      return found;
    },
  };
}

/** Percent-decoding as Go does it; undefined where the text cannot be decoded. */
export function percentDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
