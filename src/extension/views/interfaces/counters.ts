import { l10n } from 'vscode';
import {
  type CounterName,
  type InterfaceCounters,
  RECEIVED,
  TRANSMITTED,
} from '../../../core/model/interface';
import { type InterfaceChanges, isLoss } from '../../../core/query/interfaceRates';
import { formatBytes } from '../../../core/text/quantity';
import { byteRateText, countText, rateText } from '../table/numberTexts';
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

const MEANINGS: Partial<Readonly<Record<CounterName, () => string>>> = {
  rxErrors: () => l10n.t('Packets that arrived damaged.'),
  rxDropped: () =>
    l10n.t('Packets that arrived and were dropped: no room for them, or nobody wanted their protocol.'),
  rxFifo: () => l10n.t('Packets that arrived faster than the interface could hand them on.'),
  rxFrame: () => l10n.t('Packets whose framing was wrong, as a bad cable makes them.'),
  txErrors: () => l10n.t('Packets that could not be sent.'),
  txDropped: () =>
    l10n.t('Packets that were dropped before they were sent, mostly for want of room in the queue.'),
  txFifo: () => l10n.t('Packets that the interface could not fetch in time.'),
  collisions: () => l10n.t('Packets that met another on the wire and were sent again.'),
  txCarrier: () => l10n.t('Packets lost because the link went away while they were sent.'),
};

/** The rows of what an interface received and sent, with the counters below. @param name of the interface */
export function counterRows(name: string, counters: InterfaceCounters, changes: InterfaceChanges): Row[] {
  const direction = (id: string, label: string, icon: string, names: readonly CounterName[]): Row => {
    const [bytes = 'rxBytes', packets = 'rxPackets'] = names;
    const rows = names.map((counter) =>
      counterRow(`${name} ${counter}`, counter, counters[counter], changes),
    );
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

function counterRow(id: string, name: CounterName, value: bigint, changes: InterfaceChanges): Row {
  const isBytes = name === 'rxBytes' || name === 'txBytes';
  const change = changes[name];
  const rate = change && change.increase > 0n && (isBytes ? byteRateText : rateText)(change.perSecond);
  const amount = isBytes ? formatBytes(value) : countText(value);
  const label = NAMES[name]();
  const meaning = MEANINGS[name]?.();
  return {
    id,
    label,
    description: [amount, ...(rate ? [rate] : [])].join(' · '),
    copyValues: { value: String(value) },
    trouble: isLoss(name, changes) ? l10n.t('{0}: more since the last look', label) : undefined,
    tooltip: () =>
      tooltipOf(
        label,
        [['', countText(value)]],
        ...(meaning === undefined ? [] : [[['', meaning] as const]]),
      ),
  };
}
