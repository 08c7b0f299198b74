import { APIKEYS } from './commands/apikeys/group.ts';
import { AUTH } from './commands/auth/group.ts';
import { COMPLETE, COMPLETION } from './commands/completion.ts';
import { DEBUG } from './commands/debug/group.ts';
import { HEALTH } from './commands/health.ts';
import { HELP_COMMAND } from './commands/help.ts';
import { NODES } from './commands/nodes/group.ts';
import { SERVER_COMMANDS } from './commands/on-the-server.ts';
import { POLICY } from './commands/policy/group.ts';
import { PREAUTHKEYS } from './commands/preauthkeys/group.ts';
import { ROUTES } from './commands/routes/group.ts';
import { USERS } from './commands/users/group.ts';
import { VERSION_COMMAND } from './commands/version.ts';
import type { OfficialCommand } from './grammar/command.ts';

/** Every command of the official command line, in the order of help. */
export const ROOT: OfficialCommand = {
  name: 'headscale',
  summary: 'hs in the place of the official Headscale client: the same commands, flags and answers.',
  commands: [
    // One to a line, by name.
    APIKEYS,
    AUTH,
    COMPLETE,
    COMPLETION,
    DEBUG,
    HEALTH,
    HELP_COMMAND,
    NODES,
    POLICY,
    PREAUTHKEYS,
    USERS,
    VERSION_COMMAND,
    ROUTES,
    ...SERVER_COMMANDS,
  ],
};
