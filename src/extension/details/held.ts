import { l10n } from 'vscode';
import type { InetSocket } from '../../core/model/inetTable';
import type { Snapshot } from '../../core/model/snapshot';
import { heldPorts } from '../../core/ports/heldPorts';
import { listeningPorts } from '../../core/ports/listeningPorts';
import type { ProcessSockets } from '../../core/ports/processSockets';
import { formatLocal } from '../../core/text/address';
import { endpointName } from '../../core/ports/endpointName';
import { foreignEnd } from '../views/sockets/otherEnd';
import { stateName } from '../views/sockets/stateTexts';

/** Sockets of a process that are named one by one. */
const MOST_NAMED = 100;

/** The sockets that a process has open, those it listens on first. */
export function heldSockets({ process, others, unix }: ProcessSockets, snapshot: Snapshot): string[] {
  const held = heldPorts(listeningPorts(snapshot))(process);
  const listening = held.flatMap(({ transport, sockets }) =>
    sockets.map((socket) => l10n.t('listens on {0}', endpointName(transport, socket))),
  );
  const named = [...listening, ...others.map(ends)];
  const more = named.length - MOST_NAMED;
  return [
    `  ${l10n.t('Open sockets: {0} of the Internet families, {1} UNIX sockets', named.length, unix)}`,
    ...named.slice(0, MOST_NAMED).map((line) => `    ${line}`),
    ...(more > 0 ? [`    ${l10n.t('{0} more', more)}`] : []),
  ];
}

function ends(socket: InetSocket): string {
  const foreign = foreignEnd(socket);
  const state = stateName(socket.protocol, socket.state);
  const line = [socket.protocol, formatLocal(socket), ...(foreign === undefined ? [] : ['→', foreign])];
  return [...line, state].join(' ');
}
