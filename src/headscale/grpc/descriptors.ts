import type { INamespace } from 'protobufjs';
import type { Era } from '../eras/era.ts';

/** The one service of every release, as it stands in the path of each call. */
export const SERVICE = 'headscale.v1.HeadscaleService';

const DESCRIPTORS: Readonly<Record<Era, () => Promise<{ default: unknown }>>> = {
  '0.23': () => import('../../../proto/0.23/headscale.json', { with: { type: 'json' } }),
  '0.24': () => import('../../../proto/0.24/headscale.json', { with: { type: 'json' } }),
  '0.26': () => import('../../../proto/0.26/headscale.json', { with: { type: 'json' } }),
  '0.28': () => import('../../../proto/0.28/headscale.json', { with: { type: 'json' } }),
  '0.29': () => import('../../../proto/0.29/headscale.json', { with: { type: 'json' } }),
};

/** The compiled schema of an era, as protobufjs reads it. Made from `proto/` by `npm run generate`. */
export async function loadDescriptor(era: Era): Promise<INamespace> {
  return (await DESCRIPTORS[era]()).default as INamespace;
}
