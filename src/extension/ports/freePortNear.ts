import * as vscode from 'vscode';
import type { PortQuestion } from '../../core/model/portFacts';
import type { Snapshot } from '../../core/model/snapshot';
import { firstFree, portsNear, UNPRIVILEGED } from '../../core/ports/nearPorts';
import { engineSettings } from '../containers/engineSettings';
import { namedIn } from '../editor/detailDocuments';
import { type SharedEngine, using } from '../sharedEngine';
import type { Watches } from '../watch/watches';

/** What looking for a free port depends on. */
export interface NearParts {
  /** Its snapshots name containers: a port that an engine publishes is not free. */
  readonly namingEngine: SharedEngine;
  readonly watches: Pick<Watches, 'list'>;
}

/**
 * The next port that a server can take: that can be bound, that no engine publishes, and that no watch and no file in sight
 * names. It is bound for a moment: for a click, and never for a hover.
 * @param port the one that is taken
 * @returns nothing where none nearby is free
 */
export async function freePortNear(
  port: number,
  { namingEngine, watches }: NearParts,
  transport: PortQuestion['transport'] = 'tcp',
): Promise<number | undefined> {
  return using(namingEngine, async () => {
    // Names of containers are waited for: a port that packet rules alone hand on shows in no socket.
    const asking = namingEngine.containers(engineSettings()).catch(() => undefined);
    const snapshot = await namingEngine.scan('inet', true);
    const { containers } = (await asking) ?? snapshot;
    const near = portsNear(
      { port, transport },
      { ...snapshot, ...(containers && { containers }) },
      isNamed(watches),
    );
    return firstFree(transport, near, namingEngine);
  });
}

/**
 * The same by what was read already: nothing is bound or read for it, so that it may be in use all the same.
 * @param snapshot of scope `inet`, with containers
 */
export function likelyFreePort(
  question: PortQuestion,
  snapshot: Pick<Snapshot, 'inet' | 'containers'>,
  { watches }: Pick<NearParts, 'watches'>,
): number | undefined {
  return portsNear(question, snapshot, isNamed(watches)).find((port) => port >= UNPRIVILEGED);
}

/** Tells the ports that watches and the documents in sight name. */
function isNamed({ list }: Pick<Watches, 'list'>): (port: number) => boolean {
  const documents = new Set(vscode.window.visibleTextEditors.map(({ document }) => document));
  const mentions = [...documents].flatMap((document) => namedIn(document));
  return (port) =>
    list.some((watched) => watched.port === port) ||
    mentions.some((mention) => mention.port <= port && port <= (mention.lastPort ?? mention.port));
}
