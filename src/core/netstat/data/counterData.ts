import type { MasqueradeEntry } from '../../model/masquerade';
import type { Counter, StatisticsSection } from '../../model/statistics';
import { dotted } from '../context/addressText';
import type { ByteText } from '../context/environment';
import type { ModeContext } from '../context/modeContext';
import { KNOWN_SECTIONS } from '../statistics/statisticsText';
import { endFields } from './internetData';
import type { DataRow } from './dataSink';

/** A counter, with netstat's words for it where it has some. */
export function counterData({ name }: StatisticsSection, { key, value }: Counter): DataRow {
  const [, text = ''] = KNOWN_SECTIONS.get(name)?.texts[key] ?? [];
  return { section: name, key, value, words: text === '' ? null : text.replace('#', String(value)).trim() };
}

/** A masqueraded connection; the hosts as netstat shows them, which may be names. */
export function masqueradeData(
  context: ModeContext,
  entry: MasqueradeEntry,
  source: ByteText,
  destination: ByteText,
): DataRow {
  const protocol = entry.protocol.toLowerCase();
  const end = (address: number, port: number, shown: ByteText): DataRow => {
    const isNamed = protocol === 'tcp' || protocol === 'udp';
    const fields = endFields(context, dotted(address), shown, port, protocol === 'udp' ? 'udp' : 'tcp');
    return isNamed ? fields : { ...fields, service: null };
  };
  return {
    protocol,
    source: end(entry.source, entry.sourcePort, source),
    destination: end(entry.destination, entry.destinationPort, destination),
    masqueradePort: entry.masqueradePort,
    initialSequence: entry.initialSequence,
    delta: entry.delta,
    previousDelta: entry.previousDelta ?? null,
    expiresSeconds: entry.expires / 100,
  };
}
