import type {
  HistoryAction,
  HistoryConnection,
  HistoryEnd,
  HistoryEntry,
  HistoryListener,
  HistoryMoment,
  HistoryNotice,
  HistoryOwners,
  HistoryProgram,
} from '../model/history';
import type { InetProtocol } from '../model/inetTable';
import { csvLine, csvRow } from '../netstat/data/csvText';
import type { DataRow, DataValue } from '../netstat/data/dataSink';
import { inetStateName } from '../query/filter/filterStates';
import { listedAt } from './asking';

/** A value of JSON; what is absent is left out. */
type Data = DataValue | undefined | readonly Data[] | { readonly [field: string]: Data };

const END = ['address', 'port', 'evidence', 'owners'];

/** The fields of an entry as --csv has them; --json has those that an entry has. README.md says what they mean. */
export const HISTORY_COLUMNS: readonly string[] = [
  ...['table', 'kind', 'id', 'at', 'began', 'beganAfter', 'ended', 'endedAfter', 'ending'],
  ...[
    'protocol',
    'isIPv6',
    ...END.map((field) => `local.${field}`),
    ...END.map((field) => `foreign.${field}`),
  ],
  ...['path', 'isTakenOver', 'direction', 'isWithin', 'states', 'sent', 'received', 'isAtLeast'],
  ...['doubtfulBytes', 'retransmitted', 'roundTrip', 'count'],
  ...['kind', 'by', 'outcome', 'signal', 'program', 'container', 'name', 'protocol', 'local', 'foreign'].map(
    (field) => `action.${field}`,
  ),
  ...['subject', 'change', 'device', 'address', 'gateway'].map((field) => `notice.${field}`),
  ...['gap.why', 'gap.lost', 'boot', 'namespace'],
];

/** An entry as a row of JSON: moments as ISO 8601 has them, ends and owners nested. */
export function historyData(entry: HistoryEntry): { readonly [field: string]: Data } {
  const { id, kind, place } = entry;
  return { table: 'history', kind, id, at: timeOf(listedAt(entry)), ...factsOf(entry), ...place };
}

/** The same as a line of CSV by RFC 4180, without its end. */
export function historyCsvRow(entry: HistoryEntry): string {
  return csvRow(flat(historyData(entry), 2) as DataRow, HISTORY_COLUMNS);
}

export function historyCsvHead(): string {
  return csvLine(HISTORY_COLUMNS);
}

function factsOf(entry: HistoryEntry): { readonly [field: string]: Data } {
  switch (entry.kind) {
    case 'listener':
      return listenerFacts(entry);
    case 'connection':
      return connectionFacts(entry);
    case 'refusal': {
      const { at, protocol, isIPv6, count, ...foreign } = entry;
      return { ...times('began', at), protocol, isIPv6, foreign: endFacts(foreign), count };
    }
    case 'action':
      return { ...times('began', entry.at), action: actionFacts(entry) };
    case 'notice':
      return { ...times('began', entry.at), count: entry.count, notice: noticeFacts(entry) };
    case 'gap':
      return {
        began: timeOf(entry.from),
        ended: timeOf(entry.to),
        gap: { why: entry.why, lost: entry.lost },
      };
  }
}

function listenerFacts(entry: HistoryListener): { readonly [field: string]: Data } {
  const { opened, closed, ending, protocol, isIPv6, path, isTakenOver } = entry;
  const local = protocol === 'unix' ? ownersFacts(entry.owners) : endFacts(entry);
  return {
    ...times('began', opened),
    ...times('ended', closed),
    ending,
    protocol,
    isIPv6,
    local,
    path,
    isTakenOver,
  };
}

function connectionFacts(entry: HistoryConnection): { readonly [field: string]: Data } {
  const { opened, closed, ending, protocol, isIPv6, states, local, foreign, ...rest } = entry;
  const { direction, isWithin, sent, received, isAtLeast, doubtfulBytes, retransmitted, roundTrip, count } =
    rest;
  return {
    ...times('began', opened),
    ...times('ended', closed),
    ...{ ending, protocol, isIPv6, local: endFacts(local), foreign: endFacts(foreign), direction, isWithin },
    states: states.map(({ state, since }) => ({
      state: inetStateName(protocol as InetProtocol, state),
      ...times('since', since),
    })),
    ...{ sent, received, isAtLeast, doubtfulBytes, retransmitted, roundTrip, count },
  };
}

function endFacts({ address, port, owners }: HistoryEnd): Data {
  return { address, port, ...ownersFacts(owners) };
}

function ownersFacts({ evidence, programs }: HistoryOwners): { readonly [field: string]: Data } {
  return { evidence, owners: programs.map(programFacts) };
}

/** Named as in other tables. */
function programFacts({ name, ...facts }: HistoryProgram): { readonly [field: string]: Data } {
  const { pid, startTime, uid, unit, container, containerName, origin } = facts;
  return { pid, startTime, program: name, uid, unit, container, containerName, origin };
}

function actionFacts({ by, deed, outcome }: HistoryAction): Data {
  switch (deed.kind) {
    case 'signal':
      return { kind: deed.kind, by, outcome, signal: deed.signal, program: programFacts(deed.program) };
    case 'stopContainer':
      return { kind: deed.kind, by, outcome, container: deed.container, name: deed.name };
    case 'closeConnection': {
      const { kind, protocol, local, foreign } = deed;
      return { kind, by, outcome, protocol, local, foreign };
    }
  }
}

function noticeFacts({ subject, change, device, address, gateway }: HistoryNotice): Data {
  return { subject, change, device, address, gateway };
}

/** What happened between two looks has two moments. */
function times(field: string, moment: HistoryMoment | undefined): { readonly [field: string]: Data } {
  if (moment === undefined) return {};
  const { by, after } = moment;
  return {
    [field]: timeOf(by),
    ...(after !== undefined && after !== by && { [`${field}After`]: timeOf(after) }),
  };
}

function timeOf(at: number): string {
  return new Date(at).toISOString();
}

/** Objects as columns have them, so deep; what is nested deeper, and lists, as JSON. */
function flat(value: Data, depth: number): Data {
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0 || Array.isArray(value)) return JSON.stringify(value);
  return Object.fromEntries(Object.entries(value).map(([field, each]) => [field, flat(each, depth - 1)]));
}
