import type { Explain } from './explanation.ts';

/** The lines of `headscale debug`. */
export const DEBUG: Readonly<Record<string, Explain>> = {
  'debug create-node': (said) => {
    const message = {
      user: said.text('user') ?? 'USER',
      key: said.text('key') ?? 'KEY',
      name: said.text('name') ?? 'NAME',
      routes: said.list('route') ?? [],
    };
    return {
      command: ['api', 'DebugCreateNode'],
      args: [JSON.stringify(message)],
      asks: 'hs',
      oneFormat: true,
      better: [
        'hs api makes any call of the server by hand; a whole tailnet to try things on is hs sandbox --seed demo.',
      ],
    };
  },
};
