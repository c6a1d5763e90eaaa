import { l10n } from 'vscode';
import type { LikelyOwner } from '../../core/model/likelyOwner';
import { nameText } from '../../core/text/clean';
import { stopLine, type TypedUnit, type Typist, whyNotStopped } from '../../core/units/typedLines';
import { unitText } from '../../core/units/unitName';
import { refusalText } from './refusalTexts';

/** What is told of one who probably has a port that is to be free. */
export interface StopOffer {
  /** Ends in a colon where a line follows it. */
  readonly text: string;
  /** To be typed: it stops its unit. */
  readonly line?: string;
}

/** Makes the offers to those who probably have a port. */
export type Stops = (likely: readonly LikelyOwner[]) => readonly StopOffer[];

/** Who types, and what starts units again. */
export interface StopFacts {
  readonly typist: Typist;
  readonly triggersOf: (unit: TypedUnit) => readonly string[];
}

/** What would stop the units that probably have a port, or why that is not offered. Nothing is ended by it. */
export function stopOffers(
  owners: readonly LikelyOwner[],
  { typist, triggersOf }: StopFacts,
): readonly StopOffer[] {
  return owners.map((owner): StopOffer => {
    const triggers = triggersOf(owner);
    const reason = reasonAgainst(owner, typist, triggers);
    const name = nameOf(owner);
    if (reason !== undefined)
      return { text: l10n.t('No command is offered that stops {0}. {1}', name, reason) };
    const line = stopLine(owner, typist, triggers) ?? '';
    const text = l10n.t('If it is {0}, this stops it with all that it runs:', name);
    return { text, line };
  });
}

function reasonAgainst(owner: LikelyOwner, typist: Typist, triggers: readonly string[]): string | undefined {
  // Whoever has the socket now is not in the group any more.
  if (owner.evidence.includes('groupEnded'))
    return l10n.t('It has ended since, or was started anew: to stop it would not free the port.');
  const refusal = whyNotStopped(owner, typist, triggers);
  return refusal && refusalText(refusal);
}

function nameOf({ unit, container }: LikelyOwner): string {
  return unit === undefined ? l10n.t('container {0}', nameText(container?.id ?? '')) : unitText(unit);
}
