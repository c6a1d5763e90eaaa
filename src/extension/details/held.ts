import { l10n } from 'vscode';
import type { InetSocket } from '../../core/model/inetTable';
import type { Snapshot } from '../../core/model/snapshot';
import { heldPorts } from '../../core/ports/heldPorts';
import { listeningPorts } from '../../core/ports/listeningPorts';
import type { ProcessSockets } from '../../core/ports/processSockets';
import { formatLocal } from '../../core/text/address';
import { endpointName } from '../../core/ports/endpointName';
import type { LinkTo } from '../navigate/deeds';
import { foreignEnd } from '../views/sockets/otherEnd';
import { stateName } from '../views/sockets/stateTexts';
import { type Line, listLines } from './told';

/** Sockets of a process that are named one by one. */
const MOST_NAMED = 100;

/** The sockets that a process has open, those it listens on first; each leads to its details. */
export function heldSockets({ process, others, unix }: ProcessSockets, snapshot: Snapshot): Line[] {
  const held = heldPorts(listeningPorts(snapshot))(process);
  const listening = held.flatMap(({ transport, sockets }) =>
    sockets.map((socket) => ({
      text: l10n.t('listens on {0}', endpointName(transport, socket)),
      link: linkTo(socket.socket),
    })),
  );
  const named = [...listening, ...others.map((socket) => ({ text: ends(socket), link: linkTo(socket) }))];
  const more = named.length - MOST_NAMED;
  const heading = l10n.t('Open sockets: {0} of the Internet families, {1} of UNIX', named.length, unix);
  return [
    { text: `  ${heading}` },
    ...listLines([...named.slice(0, MOST_NAMED), ...(more > 0 ? [{ text: l10n.t('{0} more', more) }] : [])]),
  ];
}

function linkTo({ inode }: InetSocket): LinkTo | undefined {
  return inode === 0 ? undefined : { deed: 'details', target: ['socket', 'inet', inode], title: '' };
}

function ends(socket: InetSocket): string {
  const foreign = foreignEnd(socket);
  const state = stateName(socket.protocol, socket.state);
  const line = [socket.protocol, formatLocal(socket), ...(foreign === undefined ? [] : ['→', foreign])];
  return [...line, state].join(' ');
}
