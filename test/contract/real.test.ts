import { test } from 'vitest';
import { NEEDS_HEADSCALE, realBinaries } from '../support/real-headscale.ts';
import { holdContract } from './contract.ts';
import { realSubjects } from './subjects.ts';

const makers = realBinaries().flatMap(realSubjects);

if (makers.length === 0) test.skip(`the contract on a real Headscale (${NEEDS_HEADSCALE})`);

for (const maker of makers) holdContract(maker);
