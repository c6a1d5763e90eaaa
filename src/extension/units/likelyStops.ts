import { ownTypist } from '../../node/self';
import { triggersOf } from '../../node/unitFile';
import { stopOffers, type Stops } from './stopOffer';

/** What the user of this window may be offered against those who probably have a port. */
export const likelyStops: Stops = (likely) => {
  const typist = ownTypist();
  return stopOffers(likely, { typist, triggersOf: (unit) => triggersOf(unit, typist) });
};
