import type { Explain, Explanation, Said } from './explanation.ts';

/** The lines of `headscale policy`. */
export const POLICY: Readonly<Record<string, Explain>> = {
  'policy get': (said) =>
    elsewhere(said) ?? {
      command: ['policy', 'get'],
      oneFormat: true,
      better: ['It prints the policy byte for byte; -o json says when it was stored too.'],
    },
  'policy set': (said) =>
    elsewhere(said) ?? {
      command: ['policy', 'set'],
      args: [said.text('file') ?? 'FILE'],
      asks: 'hs',
      oneFormat: true,
      better: [
        'It shows what changes, stops where somebody changed the policy meanwhile, and keeps what it replaces: hs policy rollback',
        'In your editor, checked before it is stored: hs policy edit',
      ],
    },
  'policy check': (said) =>
    elsewhere(said) ?? {
      command: ['policy', 'check'],
      args: [said.text('file') ?? 'FILE'],
      oneFormat: true,
      better: [
        'It works for releases before 0.29 too, names line and column, and ends with 9 for a bad policy.',
      ],
    },
};

/** Both names of the flag that goes past the server are read, whatever the release. */
function elsewhere(said: Said): Explanation | undefined {
  const grpc = said.on('bypass-grpc-and-access-database-directly');
  const server = said.on('bypass-server-and-access-database-directly');
  if (!grpc && !server) return undefined;
  return {
    elsewhere:
      'This opens the database of the server: run the official client on its own machine, with the server stopped.',
  };
}
