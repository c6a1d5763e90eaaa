import { isTransport, type ListeningPort, type Transport } from '../../core/ports/listeningPorts';
import type { Identified } from '../../core/model/process';
import type { SocketRow } from '../../core/model/page';
import { connectionCommands } from '../connections/closeConnection.contributions';
import { detailsCommands } from '../details/details.contributions';
import { killCommands } from '../kill/kill.contributions';
import { originCommands } from '../origins/origins.contributions';
import { portCommands } from '../ports/ports.contributions';
import { navigationCommands } from './navigate.contributions';

/** What links and lenses do, by a word: what the menu of the row that they mean has for it. */
export const DEEDS = {
  details: detailsCommands.showDetails,
  kill: killCommands.killProcess,
  close: connectionCommands.closeConnection,
  free: portCommands.freePort,
  explain: portCommands.explainPort,
  terminal: originCommands.revealTerminal,
  folder: originCommands.openProcessFolder,
  clients: navigationCommands.showClients,
  sockets: navigationCommands.showProcessSockets,
  otherEnd: navigationCommands.showOtherEnd,
} as const;

export type Deed = keyof typeof DEEDS;

/**
 * What a link means, by ids alone: a process by its pid and start time, a socket by its inode, a port by one of its sockets. Which
 * row that is, is looked up when the link is followed.
 */
export type Target =
  | readonly ['process', pid: number, startTime: number]
  | readonly ['socket', kind: 'inet' | 'unix', inode: number]
  | readonly ['port', transport: Transport, inode: number];

/** A link or a lens: what it does, with what. */
export interface LinkTo {
  readonly deed: Deed;
  readonly target: Target;
  /** What a lens says; a link has the text of its place. */
  readonly title: string;
}

/** The process as a link means it. */
export function processTarget({ pid, startTime }: Identified): Target {
  return ['process', pid, startTime];
}

/** The socket as a link means it; nothing where no inode tells it from others. */
export function socketTarget({ kind, socket }: Pick<SocketRow, 'kind' | 'socket'>): Target | undefined {
  const { inode = 0 } = socket;
  return kind === 'other' || inode === 0 ? undefined : ['socket', kind, inode];
}

/** The port as a link means it: of this machine's own network alone, and of a socket that an inode names. */
export function portTarget({
  transport,
  sockets,
  namespace,
}: Pick<ListeningPort, 'transport' | 'sockets' | 'namespace'>): Target | undefined {
  const inode = sockets[0]?.socket.inode ?? 0;
  return namespace !== undefined || inode === 0 ? undefined : ['port', transport, inode];
}

/** What a link is called with: words of ours and numbers. */
export function linkArguments({ deed, target }: Pick<LinkTo, 'deed' | 'target'>): (string | number)[] {
  return [deed, ...target];
}

/** What a link was called with, where it is one of ours: whoever can run commands may call it with anything. */
export function readLink(args: readonly unknown[]): Omit<LinkTo, 'title'> | undefined {
  const [deed, ...target] = args;
  if (typeof deed !== 'string' || !Object.hasOwn(DEEDS, deed) || !isTarget(target)) return undefined;
  return { deed: deed as Deed, target };
}

function isTarget(target: readonly unknown[]): target is Target {
  const [kind, first, second] = target;
  switch (kind) {
    case 'process':
      return Number.isSafeInteger(first) && Number.isSafeInteger(second);
    case 'socket':
      return (first === 'inet' || first === 'unix') && Number.isSafeInteger(second);
    case 'port':
      return isTransport(first) && Number.isSafeInteger(second);
    default:
      return false;
  }
}
