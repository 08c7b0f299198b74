/** A system that hs is built as one file for. */
export interface Platform {
  /** As npm's packages of Node binaries spell it. */
  readonly name: string;
  /** What the file is called. */
  readonly file: string;
  /** Where the package of the Node binary has it. */
  readonly binary: string;
  /** What npm says the package is, so that nobody puts another one in its place. */
  readonly integrity: string;
}

/**
 * The Node inside the files: the one that hs is developed and tested with. (26 would want libatomic on the server,
 * which few have.)
 */
export const NODE_VERSION = '24.21.0';

/** macOS is not among them: a file there has to be signed after it was built, which takes a Mac. */
export const PLATFORMS: readonly Platform[] = [
  {
    name: 'linux-x64',
    file: 'hs-linux-x64',
    binary: 'bin/node',
    integrity:
      'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  {
    name: 'linux-arm64',
    file: 'hs-linux-arm64',
    binary: 'bin/node',
    integrity:
      'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
  {
    name: 'win-x64',
    file: 'hs-win-x64.exe',
    binary: 'bin/node.exe',
    integrity:
      'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
  },
];

/** The platform of that name. Throws, naming those there are. */
export function platformOf(name: string): Platform {
  const found = PLATFORMS.find((platform) => platform.name === name);
  if (found) return found;
  throw new Error(`no single file for ${name}: there is ${PLATFORMS.map((one) => one.name).join(', ')}`);
}
