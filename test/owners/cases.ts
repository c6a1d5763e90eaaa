import type { Case } from './case';
import { LIVES, VXLAN } from './lives';
import { OTHER_UNITS } from './otherUnits';
import { SERVICES } from './services';

/** All that stays as it is once it was made. */
export const CASES: readonly Case[] = [...SERVICES, ...OTHER_UNITS, ...LIVES, VXLAN];
