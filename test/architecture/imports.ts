/** One import as it stands in a source file. */
export interface Import {
  /** What is imported: a path from the root of the repository (`src/domain/user.ts`), or the name of a module. */
  readonly target: string;
  /** Whether it is gone when the program runs. */
  readonly typeOnly: boolean;
  /** Whether it is loaded only when it is reached. */
  readonly dynamic: boolean;
}

const STATIC = /^\s*(import|export)\b(\s+type\b)?(?:[^'";]*?\bfrom)?\s*'([^']+)'/gm;
const DYNAMIC = /\bimport\(\s*(?:'([^']+)'|[^)])/g;

/** Every import of a file, `file` being its path from the root. Throws where a dynamic one does not name its module. */
export function importsOf(file: string, source: string): Import[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1');
  const imports: Import[] = [];
  for (const [, , type, specifier = ''] of code.matchAll(STATIC)) {
    imports.push({ target: resolved(file, specifier), typeOnly: type !== undefined, dynamic: false });
  }
  for (const [whole, specifier] of code.matchAll(DYNAMIC)) {
    if (specifier === undefined)
      throw new Error(`${file}: ${whole}… does not name its module in plain words`);
    imports.push({ target: resolved(file, specifier), typeOnly: false, dynamic: true });
  }
  return imports;
}

function resolved(file: string, specifier: string): string {
  return specifier.startsWith('.') ? new URL(specifier, `file:///${file}`).pathname.slice(1) : specifier;
}
