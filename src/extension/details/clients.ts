import { l10n } from 'vscode';
import type { InetRow } from '../../core/model/page';
import type { Snapshot } from '../../core/model/snapshot';
import { leaders } from '../../core/ports/leaders';
import { type ListeningPort, rowsOn } from '../../core/ports/listeningPorts';
import { rowsOf } from '../../core/query/page/pageSources';
import { clean } from '../../core/text/clean';
import { personName, processName } from '../describe';
import { likelyLabel } from '../likely/likelyTexts';
import { processTarget, socketTarget } from '../navigate/deeds';
import { rowLabel } from '../views/sockets/rowText';
import { placeOfPeer } from '../views/sockets/rowNamespace';
import { stateName } from '../views/sockets/stateTexts';
import { field } from '../views/tooltip';
import { fieldLines, type LinkedField, type Section } from './told';

/** Clients that are named one by one. */
const MOST_CLIENTS = 100;

/** Programs that the heading names. */
const MOST_NAMED = 3;

/** Who is connected to a port: folded at first, with what matters in its heading. */
export function clientsSection(
  { transport, port }: Pick<ListeningPort, 'transport' | 'port'>,
  snapshot: Snapshot,
): Section {
  const { inet } = snapshot;
  const connected = rowsOn(inet, { transport, port }).filter((at) => (inet.remotePort[at] ?? 0) > 0);
  if (connected.length === 0) return { heading: l10n.t('Clients: none now'), lines: [] };
  const source = rowsOf('connections', snapshot);
  const rows = connected
    .slice(0, MOST_CLIENTS)
    .map((at) => source.row(at))
    .filter((row) => row.kind === 'inet');
  const more = connected.length - rows.length;
  return {
    heading: l10n.t('Clients: {0}', [String(connected.length), ...programsOf(rows)].join(' · ')),
    isFolded: true,
    lines: [
      ...fieldLines(
        rows.map((row): LinkedField => {
          const target = socketTarget(row);
          const text = [stateName(row.socket.protocol, row.socket.state), ...clientOf(row)].join('  ');
          return {
            field: field(rowLabel(row), text),
            ...(target && { link: { deed: 'details', target, title: '' } }),
          };
        }),
      ),
      ...(more > 0 ? fieldLines([{ field: field('', l10n.t('{0} more', more)) }]) : []),
    ],
  };
}

/** The programs that most clients are: `curl ×28`. */
function programsOf(rows: readonly InetRow[]): string[] {
  const counts = new Map<string, number>();
  for (const { peer } of rows) {
    const [leader] = leaders(peer?.owners ?? []);
    if (leader === undefined) continue;
    const name = clean(personName(leader));
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, MOST_NAMED)
    .map(([name, count]) => (count === 1 ? name : `${name} ×${count}`));
}

/** Who is at the other end, where that is on this machine. */
function clientOf({ peer }: InetRow): string[] {
  const [leader] = leaders(peer?.owners ?? []);
  return leader === undefined ? [] : [clean(processName(leader))];
}

/** The other end of a connection within this machine, with links to its process and to its socket. */
export function otherEndSection({ peer }: InetRow, snapshot: Snapshot): Section | undefined {
  if (peer === undefined) return undefined;
  const { owners, likelyOwner, inode } = peer;
  const who = owners.slice(0, MOST_NAMED).map((owner): LinkedField => ({
    field: field(l10n.t('Process'), processName(owner)),
    link: { deed: 'details', target: processTarget(owner), title: '' },
  }));
  const likely = likelyOwner === undefined ? l10n.t('unknown owner') : likelyLabel(likelyOwner, snapshot);
  const socket: LinkedField = {
    field: field(l10n.t('Socket'), l10n.t('inode {0}', inode)),
    ...(inode > 0 && { link: { deed: 'details', target: ['socket', 'inet', inode], title: '' } }),
  };
  return {
    heading: l10n.t('Other end, {0}', placeOfPeer(peer, snapshot)),
    lines: fieldLines([...(who.length > 0 ? who : [{ field: field(l10n.t('Process'), likely) }]), socket]),
  };
}
