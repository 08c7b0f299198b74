import type { View } from '../view.ts';

/** What the server says of itself. */
export interface Health {
  readonly databaseConnectivity: boolean;
}

export const healthView: View<Health> = {
  one: 'health',
  many: 'health',
  columns: [
    {
      id: 'databaseConnectivity',
      header: 'Database',
      description: 'whether the server reaches its database',
      value: (health) => health.databaseConnectivity,
      shown: (health) =>
        health.databaseConnectivity
          ? { text: 'reachable', tone: 'good' }
          : { text: 'unreachable', tone: 'bad' },
    },
  ],
  toJson: (health) => ({ databaseConnectivity: health.databaseConnectivity }),
  id: (health) => String(health.databaseConnectivity),
};
