import { type NamespaceChoice, OWN_NAMESPACE } from '../../../core/model/namespace';
import type { Snapshot } from '../../../core/model/snapshot';
import { missingFrom } from '../../../core/query/shownNamespace';
import type { elsewhereTexts } from '../emptiness.contributions';

/** Reasons to be empty that stand for what may not be read, or is nowhere. */
const UNREAD: readonly string[] = ['denied', 'absent', 'unlisted', 'noTables'];

/**
 * Why a view has no row of the network namespaces that it shows: what it says by itself is about this machine.
 * @param own what it says by itself
 * @returns a key of `elsewhereTexts`, or the same where it is so anywhere
 */
export function emptinessElsewhere(
  own: string,
  { kind }: NamespaceChoice = OWN_NAMESPACE,
  known: Pick<Snapshot, 'namespaces'> = {},
): string {
  if (kind === 'own') return own;
  const isUnread = UNREAD.includes(own) || (own === 'none' && missingFrom(known).length > 0);
  if (isUnread) return 'unreadElsewhere' satisfies keyof typeof elsewhereTexts;
  return own === 'none' ? ('noneElsewhere' satisfies keyof typeof elsewhereTexts) : own;
}
