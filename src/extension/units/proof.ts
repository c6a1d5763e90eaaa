import { l10n } from 'vscode';
import type { SocketRow } from '../../core/model/page';
import { proveLine } from '../../core/units/typedLines';
import type { StopOffer } from './stopOffer';

/** The ports of a socket that can be looked up. */
export interface SocketEnds {
  readonly localPort: number;
  /** 0 where it has no other end. */
  readonly remotePort: number;
}

/**
 * By which ports the owner of a socket can be proven; nothing where no owner is likely. In another network namespace they are
 * those of other sockets: the line that is typed would ask in this one.
 */
export function provableEnds(row: SocketRow): SocketEnds | undefined {
  if (row.kind !== 'inet' || row.namespace !== undefined) return undefined;
  return row.likelyOwner === undefined ? undefined : row.socket;
}

/** The part of a report that tells how to prove who has sockets; empty where there is nothing to prove. */
export function proofLines(
  all: readonly (SocketEnds | undefined)[],
  offers: readonly StopOffer[] = [],
): string[] {
  const lines = all.flatMap((ends) =>
    ends === undefined ? [] : [proveLine(ends.localPort, ends.remotePort)],
  );
  if (lines.length === 0) return [];
  return [
    l10n.t('To prove who has it, with an account that may use sudo:'),
    ...[...new Set(lines)].map((line) => `    ${line}`),
    ...offers.flatMap(({ text, line }) => [`  ${text}`, ...(line === undefined ? [] : [`    ${line}`])]),
  ];
}
