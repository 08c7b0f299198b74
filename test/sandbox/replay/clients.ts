import type { RunningSandbox } from '../../../src/sandbox/running.ts';
import type { Happenings } from './replay.ts';

/** In which order the rows of the router's routes were made: 0.23 happened to begin with `::/0`. */
const ROUTES: Readonly<Record<string, readonly string[]>> = {
  '0.23.0': ['::/0', '10.1.0.0/24', '0.0.0.0/0'],
};
const AS_ANNOUNCED = ['10.1.0.0/24', '0.0.0.0/0', '::/0'];

/** What the three recorded clients did between the calls. Recordings without clients have no such calls. */
export function clientsOf(version: string): Happenings {
  return ({ devices, store }: RunningSandbox, call: string) => {
    if (call.endsWith(', three online')) {
      const [router, laptop, server] = store.preAuthKeys.all().map((key) => key.secret);
      devices.join(router ?? '', { hostname: 'router', routes: ROUTES[version] ?? AS_ANNOUNCED });
      devices.join(laptop ?? '', { hostname: 'John Does MacBook' });
      devices.join(server ?? '', { hostname: 'web-1' });
    }
    if (call.endsWith(', the router has gone offline')) devices.offline(1);
  };
}
