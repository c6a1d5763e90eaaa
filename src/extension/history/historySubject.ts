import { l10n } from 'vscode';
import { type Asked, askedGroup, askedPort, askedSocket } from '../../core/history/asked';
import { containersOf } from '../../core/containers/portContainer';
import { isTransport, isOwnPort } from '../../core/ports/listeningPorts';
import { transportName } from '../../core/ports/endpointName';
import { clean, quotedPath, shorten } from '../../core/text/clean';
import { LONGEST_TITLE } from '../details/detailRows';
import type { Titled } from '../details/detailsDocuments';
import { rowFlags } from '../views/rows.contributions';
import { isGroupNode, isPortNode, isSocketNode, type Row, type RowNode } from '../views/tree/row';

/** What a document tells the history of. */
export interface HistorySubject extends Titled {
  readonly asked: Asked;
}

/** @param name what it is called by, where the question alone does not tell: raw */
export function subjectOf(asked: Asked, name?: string): HistorySubject {
  const title = shorten(l10n.t('History of {0}', clean(name ?? askedText(asked))), LONGEST_TITLE);
  return { id: JSON.stringify(asked), title, asked };
}

/**
 * What a row of any view stands for in the history; `elsewhere` where it is of another network namespace, which is not recorded, and
 * nothing where the history knows no such thing.
 */
export function rowSubject(node: unknown): HistorySubject | 'elsewhere' | undefined {
  if (isPortNode(node)) {
    const { port } = node.row;
    if (isOwnPort(port)) return subjectOf(askedPort(port));
    const [container] = containersOf(port);
    return container === undefined
      ? 'elsewhere'
      : subjectOf({ container: container.facts.id }, node.row.label);
  }
  if (isSocketNode(node)) {
    const { socket } = node.row;
    if (socket.namespace !== undefined) return 'elsewhere';
    const asked = askedSocket(socket);
    return asked && subjectOf(asked);
  }
  const { row } = Object(node) as Partial<RowNode>;
  const asked = isGroupNode(node) ? askedGroup(node.row.group.subject) : row?.asked;
  if (row !== undefined && asked !== undefined) {
    // A group is called by the name of what it stands for.
    const isNamed = asked.pid !== undefined || asked.container !== undefined;
    const isGroup = row.flags?.includes(rowFlags.group) === true;
    return subjectOf(asked, isNamed && isGroup ? nameOf(row, asked) : undefined);
  }
  const address = addressOf(node);
  return address === undefined ? undefined : subjectOf({ address });
}

/** The address that a row of a table, or below a port, has; without prefix, scope and port. */
function addressOf(node: unknown): string | undefined {
  const { address, listening } = (Object(node) as Partial<RowNode>).row?.copyValues ?? {};
  const [, inBrackets, plain] =
    /^(?:\[([^\]]+)\](?::\d+)?|([^/%\s]+))/.exec(address ?? listening ?? '') ?? [];
  const isWithPort = plain !== undefined && plain.split(':').length === 2;
  return inBrackets ?? (isWithPort ? plain.split(':')[0] : plain);
}

function nameOf({ label }: Row, { pid }: Asked): string {
  return pid === undefined ? label : l10n.t('{0} ({1})', label, pid);
}

/** What is asked of, in words. */
function askedText({ port, protocol, address, path, pid, container }: Asked): string {
  if (path !== undefined) return quotedPath(path);
  if (pid !== undefined) return l10n.t('process {0}', pid);
  if (container !== undefined) return l10n.t('container {0}', container.slice(0, 12));
  if (port === undefined) return address ?? l10n.t('this machine');
  const transport =
    protocol !== undefined && isTransport(protocol)
      ? l10n.t('port {0} ({1})', port, transportName(protocol))
      : l10n.t('port {0}', port);
  return address === undefined ? transport : l10n.t('{0} with {1}', transport, address);
}
