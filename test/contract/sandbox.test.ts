import { holdContract } from './contract.ts';
import { sandboxSubjects } from './subjects.ts';

for (const maker of sandboxSubjects()) holdContract(maker);
