import type { Answer, ContainerFacts, ContainerName, StopOutcome } from '../../../core/model/container';
import type { CloseOutcome, NamedConnection } from '../../../core/model/connection';
import type { SignalName, SignalOutcome } from '../../../core/model/engine';
import type { HistoryAction, HistoryProgram } from '../../../core/model/history';
import { formatAddress } from '../../../core/text/address';

/** What somebody did, and to what. What was not done for whatever reason is none. */
export type Deed = Pick<HistoryAction, 'deed' | 'outcome'>;

/** A signal that was sent. */
export function signalDeed(
  signal: SignalName,
  program: HistoryProgram,
  { kind }: SignalOutcome,
): Deed | undefined {
  return kind === 'sent' ? { deed: { kind: 'signal', signal, program }, outcome: kind } : undefined;
}

/** A connection that the kernel closed, as it says. */
export function closingDeed(connection: NamedConnection, { kind }: CloseOutcome): Deed | undefined {
  if (kind !== 'closed' && kind !== 'remains') return undefined;
  const { protocol, isIPv6, localAddress, localPort, remoteAddress, remotePort } = connection;
  const local = { address: formatAddress(localAddress, isIPv6), port: localPort };
  const foreign = { address: formatAddress(remoteAddress, isIPv6), port: remotePort };
  return { deed: { kind: 'closeConnection', protocol, local, foreign }, outcome: kind };
}

/** A container that its engine stopped. @param known containers that have been heard of, by which it is named */
export function stopDeed(
  { id }: ContainerName,
  known: readonly ContainerFacts[],
  answer: Answer<StopOutcome>,
): Deed | undefined {
  if (answer.outcome !== 'ok' || answer.value !== 'stopped') return undefined;
  const name = known.find((facts) => facts.id === id)?.name;
  return {
    deed: { kind: 'stopContainer', container: id, ...(name !== undefined && { name }) },
    outcome: answer.value,
  };
}
