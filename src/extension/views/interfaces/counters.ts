import { l10n } from 'vscode';
import {
  type CounterName,
  type InterfaceCounters,
  RECEIVED,
  TRANSMITTED,
} from '../../../core/model/interface';
import { type InterfaceChanges, isLoss, lostIn } from '../../../core/query/interfaceRates';
import { formatBytes } from '../../../core/text/quantity';
import { byteRateText, countText, rateText } from '../table/numberTexts';
import { shownText } from '../table/shown';
import { countSince, rateField, sinceOpenedFields, spokenSince } from '../table/sinceOpened';
import type { Row } from '../tree/row';
import { tooltipOf } from '../tooltip';
import { icons } from '../../catalog/icons';

const NAMES: Readonly<Record<CounterName, () => string>> = {
  rxBytes: () => l10n.t('bytes'),
  rxPackets: () => l10n.t('packets'),
  rxErrors: () => l10n.t('errors'),
  rxDropped: () => l10n.t('dropped'),
  rxFifo: () => l10n.t('overruns'),
  rxFrame: () => l10n.t('frame errors'),
  rxCompressed: () => l10n.t('compressed'),
  rxMulticast: () => l10n.t('multicast'),
  txBytes: () => l10n.t('bytes'),
  txPackets: () => l10n.t('packets'),
  txErrors: () => l10n.t('errors'),
  txDropped: () => l10n.t('dropped'),
  txFifo: () => l10n.t('overruns'),
  collisions: () => l10n.t('collisions'),
  txCarrier: () => l10n.t('carrier lost'),
  txCompressed: () => l10n.t('compressed'),
};

const MEANINGS: Readonly<Record<CounterName, () => string>> = {
  rxBytes: () => l10n.t('Bytes that arrived, the headers of packets among them.'),
  rxPackets: () => l10n.t('Packets that arrived and were handed on to the kernel.'),
  rxErrors: () => l10n.t('Packets that arrived damaged.'),
  rxDropped: () =>
    l10n.t('Packets that arrived and were dropped: no room for them, or nobody wanted their protocol.'),
  rxFifo: () => l10n.t('Packets that arrived faster than the interface could hand them on.'),
  rxFrame: () => l10n.t('Packets whose framing was wrong, as a bad cable makes them.'),
  rxCompressed: () => l10n.t('Packets that arrived compressed, as old modem lines have them.'),
  rxMulticast: () => l10n.t('Packets that came for a group of machines.'),
  txBytes: () => l10n.t('Bytes that were sent, the headers of packets among them.'),
  txPackets: () => l10n.t('Packets that were sent.'),
  txErrors: () => l10n.t('Packets that could not be sent.'),
  txDropped: () =>
    l10n.t('Packets that were dropped before they were sent, mostly for want of room in the queue.'),
  txFifo: () => l10n.t('Packets that the interface could not fetch in time.'),
  collisions: () => l10n.t('Packets that met another on the wire and were sent again.'),
  txCarrier: () => l10n.t('Packets lost because the link went away while they were sent.'),
  txCompressed: () => l10n.t('Packets that were sent compressed, as old modem lines have them.'),
};

/** What an interface's counters did since the last look, and since the view was opened so many seconds ago. */
export interface CounterHistory {
  readonly changes: InterfaceChanges;
  readonly sinceOpened: InterfaceChanges;
  readonly seconds: number;
}

/** The rows of what an interface received and sent, with the counters below. @param name of the interface */
export function counterRows(name: string, counters: InterfaceCounters, history: CounterHistory): Row[] {
  const direction = (id: string, label: string, icon: string, names: readonly CounterName[]): Row => {
    const [bytes = 'rxBytes', packets = 'rxPackets'] = names;
    const rows = names.map((counter) => counterRow(name, counter, counters[counter], history));
    const lost = rows.find(({ trouble }) => trouble !== undefined)?.trouble;
    const description = l10n.t(
      '{0} · {1} packets',
      formatBytes(counters[bytes]),
      countText(counters[packets]),
    );
    return { id: `${name} ${id}`, label, description, icon: { id: icon }, trouble: lost, children: rows };
  };
  return [
    direction('received', l10n.t('Received'), icons.received, RECEIVED),
    direction('transmitted', l10n.t('Transmitted'), icons.sent, TRANSMITTED),
  ];
}

/** `↓ 1.5 KiB/s ↑ 200 B/s`; nothing where no rate is known. */
export function ratesText({ rxBytes, txBytes }: InterfaceChanges): string | undefined {
  if (rxBytes === undefined || txBytes === undefined) return undefined;
  return `↓ ${byteRateText(rxBytes.perSecond)} ↑ ${byteRateText(txBytes.perSecond)}`;
}

/** The same for a screen reader. */
export function spokenRates({ rxBytes, txBytes }: InterfaceChanges): string | undefined {
  if (rxBytes === undefined || txBytes === undefined) return undefined;
  return l10n.t('receives {0}, sends {1}', byteRateText(rxBytes.perSecond), byteRateText(txBytes.perSecond));
}

/** What is wrong where packets were lost since the view was opened, in a few words. */
export function lostText({ sinceOpened }: CounterHistory): string | undefined {
  const lost = lostIn(sinceOpened);
  return lost === 0n ? undefined : l10n.t('{0} lost', countText(lost));
}

function counterRow(
  interfaceName: string,
  name: CounterName,
  value: bigint,
  { changes, sinceOpened, seconds }: CounterHistory,
): Row {
  const isBytes = name === 'rxBytes' || name === 'txBytes';
  const [amount, rate] = isBytes ? [formatBytes, byteRateText] : [countText, rateText];
  const change = changes[name];
  const since = sinceOpened[name]?.increase;
  const rates = change !== undefined && change.increase > 0n ? [rate(change.perSecond)] : [];
  const label = NAMES[name]();
  return {
    id: `${interfaceName} ${name}`,
    label,
    description: [countSince(value, since, amount), ...rates].join(' · '),
    spoken: [label, amount(value), ...spokenSince(since, amount), ...rates].join(', '),
    copyValues: { value: String(value) },
    trouble: isLoss(name, sinceOpened) ? l10n.t('{0}: more since the view was opened', label) : undefined,
    tooltip: () =>
      tooltipOf(shownText(interfaceName), [
        ['', MEANINGS[name]()],
        [l10n.t('In all, since the interface was made'), exactly(value, isBytes)],
        ...sinceOpenedFields(since, seconds, amount),
        ...(change === undefined || change.increase === 0n ? [] : [rateField(change, amount, rate)]),
      ]),
  };
}

/** `1.5 MiB (1,572,864)`: bytes are rounded where they are many. */
function exactly(value: bigint, isBytes: boolean): string {
  return isBytes ? `${formatBytes(value)} (${countText(value)})` : countText(value);
}
