import type { Release } from '../../domain/release.ts';
import { since } from '../release.ts';
import { asOnDisk } from '../rules/on-disk.ts';
import { servableRoutes } from '../rules/served-routes.ts';
import type { StoreState } from './store.ts';
import { Store } from './store.ts';

/**
 * What a server finds when it starts on this database: what never reached the disk is gone, pending registrations
 * are lost, owners are read anew, and the devices that were connected come back.
 */
export function restartedStore(release: Release, state: StoreState): Store {
  const store = new Store(state);
  for (const node of store.nodes.all()) {
    const owner = node.userId === null ? undefined : store.users.get(node.userId);
    const read = asOnDisk(node);
    store.nodes.update(node.id, { ...read, onDisk: {}, ownerName: owner?.name ?? '' });
    if (read.online && since(release, '0.26')) store.primaryRoutes.set(node.id, servableRoutes(read));
  }
  return store;
}
