import { Flags } from '@oclif/core';
import { targetFlags } from './targets.ts';

/** What `routes approve` and `routes revoke` take beside nodes and routes. */
export const routeFlags = (all: string) => ({
  'exit-node': Flags.boolean({ summary: 'The pair 0.0.0.0/0 and ::/0' }),
  all: Flags.boolean({ summary: all }),
  user: Flags.string({
    char: 'u',
    summary: 'The nodes of this user, instead of naming them',
    helpValue: 'USER',
  }),
  ...targetFlags,
});

/** The values of those flags. */
export interface RouteFlags {
  readonly 'exit-node': boolean;
  readonly all: boolean;
  readonly user?: string | undefined;
  readonly filter?: readonly string[] | undefined;
  readonly 'if-exists': boolean;
}
