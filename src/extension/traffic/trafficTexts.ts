import { l10n } from 'vscode';
import { OWN_NAMESPACE } from '../../core/model/namespace';
import type { Snapshot } from '../../core/model/snapshot';
import { emptiness } from '../../core/query/emptiness';
import { shownNamespace } from '../../core/query/shownNamespace';
import { shorten } from '../../core/text/clean';
import type { Monitor } from '../monitor';
import { choiceText } from '../namespaces/namespaceTexts';
import { emptinessElsewhere } from '../views/tree/emptinessElsewhere';

/** Whose network the page shows, in words; '' for this machine's own. */
export function shownText({ namespaces, snapshot }: Pick<Monitor, 'namespaces' | 'snapshot'>): string {
  const { shown } = namespaces;
  return shown.kind === OWN_NAMESPACE.kind ? '' : choiceText(shown, snapshot ?? {});
}

/** Why nothing can be known, for a page without a row, as the trees say it; '' where that is not so. */
export function emptinessText(snapshot: Snapshot | undefined): string {
  if (snapshot === undefined) return '';
  const sources = snapshot.sources.filter(({ file }) => !file.endsWith('/unix'));
  const own = emptiness({ ...snapshot, sources }, 0);
  switch (emptinessElsewhere(own, shownNamespace(snapshot), snapshot)) {
    case 'unsupported':
      return l10n.t(
        'Netstat reads the socket tables of Linux, which this system does not have. It works in windows that are connected to Linux: over SSH, in WSL 2, in dev containers and in Codespaces.',
      );
    case 'wsl1':
      return l10n.t('WSL 1 keeps its socket tables empty, so that nothing can be shown. In WSL 2 it can.');
    case 'denied':
      return l10n.t(
        "This user may not read the socket tables in /proc/net. A security policy (AppArmor, SELinux or a container's) is the usual cause.",
      );
    case 'noTables':
      return l10n.t(
        'This system has no socket tables in /proc/net, where Linux keeps them. Is /proc mounted?',
      );
    case 'unreadElsewhere':
      return l10n.t(
        'Nothing is known of the network namespace that is shown: this user may not read it there, or its turn has not come. Root may read all of them.',
      );
    // That nothing is there, or the filter leaves nothing, the page sees by its rows.
    default:
      return '';
  }
}

/** Why nothing new is shown, in words; '' where something is. @param own what became of questions of the page */
export function failureText({ error }: Pick<Monitor, 'error'>, own: string | undefined): string {
  const reason = error ?? own;
  if (reason === undefined) return '';
  const first = shorten(reason.split('\n')[0] ?? '', 200);
  return l10n.t(
    'The last refresh failed: {0} The page goes on by itself with the next one.',
    sentence(first),
  );
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
