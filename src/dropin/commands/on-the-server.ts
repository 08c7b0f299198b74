import { OfficialError } from '../errors/official-error.ts';
import type { OfficialCommand } from '../grammar/command.ts';

/** What belongs to the server, by its words: hs is only ever a client of it. */
export const SERVER_SIDE: Readonly<Record<string, string>> = {
  serve: 'starts the server itself',
  configtest: 'reads the configuration of the server',
  dumpConfig: 'reads the configuration of the server',
  mockoidc: 'starts an identity provider for tests',
  'generate private-key': 'makes a key for the configuration of a server',
};

/** The commands for it, which say so. */
export const SERVER_COMMANDS: readonly OfficialCommand[] = [
  onTheServer('serve', 'Run the server.'),
  onTheServer('configtest', "Check the server's configuration."),
  onTheServer('dumpConfig', "Write down the server's configuration."),
  onTheServer('mockoidc', 'Run an identity provider for tests.'),
  {
    name: 'generate',
    aliases: ['gen'],
    summary: 'Make things that a server needs.',
    hidden: true,
    commands: [onTheServer('private-key', 'Make a private key.', 'generate private-key')],
  },
];

/** Why a command is not for here, and where it is run. */
export function whereToRun(name: string, does: string): string {
  return `${name} ${does}, and this is a client: run the headscale program on the server's own machine`;
}

function onTheServer(name: string, summary: string, words: string = name): OfficialCommand {
  return {
    name,
    summary,
    hidden: true,
    run: async () => {
      throw new OfficialError(whereToRun(name, SERVER_SIDE[words] ?? ''));
    },
  };
}
