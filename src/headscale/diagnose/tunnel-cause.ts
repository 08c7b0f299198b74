import type { ServerAddress } from '../address.ts';
import type { Cause } from './cause.ts';
import type { Symptom } from './symptom.ts';

/** What the tunnel to an address has to do with a symptom; undefined where there is none, or it is not to blame. */
export async function tunnelCause({ tunnel }: ServerAddress, symptom: Symptom): Promise<Cause | undefined> {
  const stage = stageOf(symptom);
  return stage && (await tunnel?.cause(stage));
}

/** When a connection broke, where it did; a tunnel that ends shows in nothing else. */
function stageOf({ kind }: Symptom): 'connecting' | 'connected' | undefined {
  switch (kind) {
    case 'socket':
    case 'hung_up':
    case 'unclear':
      return 'connecting';
    case 'lost':
    case 'reset':
    case 'cancelled':
    case 'stream_refused':
    case 'gone_before_sending':
      return 'connected';
    default:
      return undefined;
  }
}
