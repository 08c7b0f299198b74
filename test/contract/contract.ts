import { describe } from 'vitest';
import { apiKeysContract, preAuthKeysContract } from './keys.ts';
import { nodesContract } from './nodes.ts';
import { policyContract, serverContract } from './server.ts';
import { Subject, type SubjectMaker } from './subject.ts';
import { routesContract, tagsContract } from './tags-and-routes.ts';
import { usersContract } from './users.ts';

/** What every server has to do for every caller of the port, whatever its release and transport. */
export function holdContract(maker: SubjectMaker): void {
  describe(maker.name, () => {
    const subject = new Subject(maker);
    usersContract(subject);
    policyContract(subject);
    nodesContract(subject);
    tagsContract(subject);
    routesContract(subject);
    preAuthKeysContract(subject);
    apiKeysContract(subject);
    serverContract(subject);
  });
}
