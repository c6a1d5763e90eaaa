import { l10n } from 'vscode';
import type { Connection, PortUse } from '../../core/ports/portUse';
import { formatEndpoint, formatLocal } from '../../core/text/address';
import { type Users } from '../likely/likelyTexts';
import { ownersText } from '../likely/ownersText';
import { transportName } from '../../core/ports/endpointName';
import { icons } from '../catalog/icons';

/** What is said of a port that nobody listens on. */
export interface Verdict {
  readonly icon: string;
  /** Begins with the port and is short, which VS Code takes for the best match. */
  readonly title: string;
  readonly summary: string;
  readonly meaning: string;
}

/**
 * Whether the port is free, or who has it all the same, with what that means for a server that wants it.
 * @param before who had it before, and until when
 */
export function verdictsOn(
  port: number,
  { connections, waiting }: PortUse,
  users: Users,
  before = '',
): Verdict[] {
  const verdicts = connections.map((connection) => connectionVerdict(port, connection, users));
  if (waiting > 0) {
    verdicts.push({
      icon: icons.past,
      title: l10n.t('{0}  waiting', port),
      summary: [l10n.t('closed connections in TIME_WAIT: {0}', waiting), before].filter(Boolean).join(' · '),
      meaning: l10n.t(
        'They go within 60 s and belong to no process. Until then only a server that sets SO_REUSEADDR can listen, as most do.',
      ),
    });
  }
  if (verdicts.length > 0) return verdicts;
  return [
    {
      icon: icons.good,
      title: l10n.t('{0}  free', port),
      summary: before,
      meaning: l10n.t('No listener and no connection has it: a server can listen on it.'),
    },
  ];
}

function connectionVerdict(port: number, connection: Connection, users: Users): Verdict {
  const { transport, socket } = connection;
  const owner = ownersText(connection, users, port) || l10n.t('an unknown owner');
  const remote = formatEndpoint(socket.remoteAddress, socket.isIPv6, socket.remotePort);
  return {
    icon: icons.connection,
    title: l10n.t('{0}  in use', port),
    summary: l10n.t('one end of a connection of {0}', owner),
    meaning: l10n.t(
      '{0} → {1} ({2}). Nobody listens on it, yet a server may fail to take it until the connection ends.',
      formatLocal(socket),
      remote,
      transportName(transport),
    ),
  };
}
