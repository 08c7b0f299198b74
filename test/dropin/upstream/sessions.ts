import { NOW, type Tailnet } from '../../support/tailnet.ts';
import { type Step, user } from './step.ts';
import { waitingId } from './waiting-id.ts';

const knocked = (name: string) => (net: Tailnet) => {
  net.sandbox.store.registrations.add(
    waitingId(1, 'hskey-authreq-'),
    {
      machineKey: `mkey:${'a'.repeat(64)}`,
      nodeKey: `nodekey:${'b'.repeat(64)}`,
      discoKey: `discokey:${'c'.repeat(64)}`,
      hostname: name,
      announcedRoutes: [],
      requestedTags: [],
      expiry: null,
    },
    NOW,
  );
};

export const SESSIONS: readonly Step[] = [
  user('user1'),
  {
    id: 'R1',
    on: '0.29',
    before: knocked('laptop'),
    line: `auth approve --auth-id ${waitingId(1, 'hskey-authreq-')}`,
    out: /^Auth request approved\n$/,
  },
  {
    id: 'R2',
    on: '0.29',
    before: knocked('laptop'),
    line: `auth reject --auth-id ${waitingId(1, 'hskey-authreq-')}`,
    out: /^Auth request rejected\n$/,
  },
  {
    id: 'N5',
    on: '0.29',
    line: `auth register --user user1 --auth-id ${waitingId(1, 'hskey-authreq-')}`,
    out: /^Node laptop registered\n$/,
  },
  {
    id: 'N4',
    on: '0.28',
    before: (net) => {
      const id = net.sandbox.devices.knock({ hostname: 'laptop' });
      const device = net.sandbox.store.registrations.get(id, NOW);
      if (device) net.sandbox.store.registrations.add(waitingId(2), device, NOW);
    },
    line: `nodes register --user user1 --key ${waitingId(2)}`,
    out: /^Node laptop registered\n$/,
  },
];
