import { condition, type Explain, type Said } from './explanation.ts';

/** The lines of `headscale routes`, which there was up to 0.25: by ids, where hs takes node and route. */
export const ROUTES: Readonly<Record<string, Explain>> = {
  'routes list': (said) => {
    const id = said.id('identifier');
    return {
      command: ['routes', 'list'],
      flags: id === undefined || id === '0' ? [] : ['--filter', condition('nodeId', id)],
      better: ['It works on every release, and says who serves a route and what it overlaps.'],
    };
  },
  'routes enable': (said) => ({
    command: ['routes', 'approve'],
    args: ['NODE', 'ROUTE'],
    better: [instead(said)],
  }),
  'routes disable': (said) => ({
    command: ['routes', 'revoke'],
    args: ['NODE', 'ROUTE'],
    asks: 'hs',
    better: [instead(said)],
  }),
  'routes delete': (said) => ({
    command: ['routes', 'revoke'],
    args: ['NODE', 'ROUTE'],
    asks: 'hs',
    better: [instead(said), 'A route is gone once the device stops announcing it.'],
  }),
};

function instead(said: Said): string {
  const id = said.id('route') ?? 'N';
  return `hs names a route by its node and its network, which no release numbers anew. What route ${id} is: hs routes list`;
}
