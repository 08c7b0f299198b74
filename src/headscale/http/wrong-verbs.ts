import type { ReleaseRange } from '../../domain/release.ts';
import { type ProbeAnswer, releaseFromProbes } from '../detect.ts';
import { isHealthy } from './evidence.ts';
import type { Answer } from './exchange.ts';
import { gatewayStatus } from './gateway-wire.ts';

/** Asks a path with GET and the API key. */
type AskWithKey = (path: string) => Promise<Answer>;

/**
 * Tells the releases of the gateway apart by which of its paths there are. Each is asked with a verb it does not
 * take, so nothing is executed: 501 where the path is there, 404 where it is not (measured on 0.23 to 0.29).
 * Undefined where the answers fit none, as those to a wrong key do.
 */
export async function releaseFromWrongVerbs(ask: AskWithKey): Promise<ReleaseRange | undefined> {
  const [approve, check, health, user, move] = await Promise.all([
    ask('/api/v1/node/1/approve_routes'),
    ask('/api/v1/policy/check'),
    ask('/api/v1/health'),
    // GetUser, which 0.23 alone has; no name holds a space, so there is no such user.
    ask('/api/v1/user/no%20user'),
    // MoveNode, which went when DeletePreAuthKey came.
    ask('/api/v1/node/1/user'),
  ]);
  return releaseFromProbes({
    ListUsers: 'exists',
    GetUser: gatewayStatus(user)?.code === 2 ? 'exists' : opposite(pathIsThere(user)),
    SetApprovedRoutes: pathIsThere(approve),
    Health: isHealthy(health) ? 'exists' : pathIsThere(health),
    DeletePreAuthKey: opposite(pathIsThere(move)),
    CheckPolicy: pathIsThere(check),
  });
}

function pathIsThere(answer: Answer): ProbeAnswer {
  const { code, message } = gatewayStatus(answer) ?? {};
  if (code === 12 && message === 'Method Not Allowed') return 'exists';
  return code === 5 && message === 'Not Found' ? 'missing' : 'unclear';
}

function opposite(answer: ProbeAnswer): ProbeAnswer {
  if (answer === 'unclear') return answer;
  return answer === 'exists' ? 'missing' : 'exists';
}
