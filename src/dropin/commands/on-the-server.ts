import { OfficialError } from '../errors/official-error.ts';
import type { OfficialCommand } from '../grammar/command.ts';

/** What belongs to the server: hs is only ever a client of it. */
export const SERVER_COMMANDS: readonly OfficialCommand[] = [
  onTheServer('serve', 'Run the server.', 'starts the server itself'),
  onTheServer('configtest', "Check the server's configuration.", 'reads the configuration of the server'),
  onTheServer(
    'dumpConfig',
    "Write down the server's configuration.",
    'reads the configuration of the server',
  ),
  onTheServer('mockoidc', 'Run an identity provider for tests.', 'starts an identity provider for tests'),
  {
    name: 'generate',
    aliases: ['gen'],
    summary: 'Make things that a server needs.',
    hidden: true,
    commands: [
      onTheServer('private-key', 'Make a private key.', 'makes a key for the configuration of a server'),
    ],
  },
];

function onTheServer(name: string, summary: string, does: string): OfficialCommand {
  return {
    name,
    summary,
    hidden: true,
    run: async () => {
      throw new OfficialError(
        `${name} ${does}, and this is a client: run the headscale program on the server's own machine`,
      );
    },
  };
}
