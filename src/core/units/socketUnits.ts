import { parseIPv4, parseIPv6 } from '../etc/addressLine';
import type { AddressWords } from '../model/inetTable';
import { isUnspecified, type LocalEnd } from '../text/address';
import { type Assignment, parseUnitFile } from './unitFile';
import { type UnitFile, type UnitSources, unitSources } from './unitFiles';
import { isUnitName, unescapedUnit } from './unitName';

/** A .socket unit, as its files say. */
export interface SocketUnit {
  readonly unit: string;
  /** The service that it starts; with Accept=yes the template of one for each connection, "git@.service". */
  readonly service: string;
  readonly listens: readonly Listen[];
  /** Whether it is enabled, as far as files tell. */
  readonly isWanted: boolean;
}

/** An Internet address that systemd listens on. */
export interface Listen {
  readonly transport: 'tcp' | 'udp';
  readonly port: number;
  readonly isIPv6: boolean;
  readonly address: AddressWords;
  /** Whether the file has the port alone: every address, of IPv6 where the kernel has it. */
  readonly isPortAlone: boolean;
}

const ANY: AddressWords = [0, 0, 0, 0];

/** What a socket can listen on, systemd.socket(5); an empty one of any of them resets them all. */
const LISTEN = /^Listen(?:Stream|Datagram|SequentialPacket|FIFO|Special|Netlink|MessageQueue|USBFunction)$/;

/** What connections can be accepted of. */
const ACCEPTS = /^Listen(?:Stream|SequentialPacket)$/;

/** systemd.syntax(7) */
const YES = /^(?:1|y|yes|t|true|on)$/i;
const NO = /^(?:0|n|no|f|false|off)$/i;

/** The .socket units among the files; those that systemd would not load are left out. */
export function socketUnitsOf(files: readonly UnitFile[], folders?: readonly string[]): SocketUnit[] {
  return unitSources(files, 'socket', folders).flatMap((sources) => socketUnit(sources) ?? []);
}

/**
 * The unit that listens at an address. Where several say so the one that is enabled; nothing where that leaves a choice.
 */
export function socketUnitAt(
  units: readonly SocketUnit[],
  transport: Listen['transport'],
  end: LocalEnd,
): SocketUnit | undefined {
  const found = units.filter(({ listens }) =>
    listens.some((listen) => listen.transport === transport && isAt(listen, end)),
  );
  const wanted = found.filter(({ isWanted }) => isWanted);
  const chosen = wanted.length > 0 ? wanted : found;
  return chosen.length === 1 ? chosen[0] : undefined;
}

/**
 * The service that a .socket unit starts, as its files say; where those are not known, the one of its name, which systemd
 * takes where nothing else is said.
 */
export function serviceOf(units: readonly SocketUnit[], socket: string): string {
  return units.find(({ unit }) => unit === socket)?.service ?? `${partsOf(socket).stem}.service`;
}

/** The .socket units that start a service, also as one of its connections ("git@3-….service"). */
export function triggersOf(units: readonly SocketUnit[], service: string): string[] {
  const { prefix, instance } = partsOf(service);
  const template = instance === '' ? undefined : `${prefix}@.service`;
  return units.filter((each) => [service, template].includes(each.service)).map(({ unit }) => unit);
}

function isAt(listen: Listen, { isIPv6, localAddress, localPort }: LocalEnd): boolean {
  if (listen.port !== localPort) return false;
  if (listen.isPortAlone) return isUnspecified(localAddress, isIPv6);
  return listen.isIPv6 === isIPv6 && listen.address.every((word, at) => word === localAddress[at]);
}

function socketUnit({ unit, main, dropIns, isWanted }: UnitSources): SocketUnit | undefined {
  const file = parseUnitFile(main);
  if (file.isBroken) return undefined;
  const all = [file, ...dropIns.map(parseUnitFile)].flatMap(({ assignments }) => assignments);
  const settings = all.filter(({ section }) => section === 'Socket');
  const addresses = assigned(settings);
  const accept = settings.findLast(
    ({ key, value }) => key === 'Accept' && (YES.test(value) || NO.test(value)),
  );
  const service = settings
    .filter(({ key }) => key === 'Service')
    .map(({ value }) => expanded(value, unit))
    .findLast((name) => name !== undefined && isUnitName(name) && name.endsWith('.service'));
  const isAccepting = accept !== undefined && YES.test(accept.value);
  // Neither goes together, and systemd refuses such a unit.
  if (isAccepting && (service !== undefined || addresses.some((each) => isUnaccepting(each, unit))))
    return undefined;
  const { prefix, stem } = partsOf(unit);
  return {
    unit,
    service: service ?? (isAccepting ? `${prefix}@.service` : `${stem}.service`),
    listens: isOther(settings) ? [] : addresses.flatMap((each) => listenOf(each, unit) ?? []),
    isWanted,
  };
}

/** What the unit listens on in the end. */
function assigned(settings: readonly Assignment[]): Assignment[] {
  const all = settings.filter(({ key }) => LISTEN.test(key));
  return all.slice(all.findLastIndex(({ value }) => value === '') + 1);
}

/** Whether nothing can be accepted of what is listened on; systemd passes over what it cannot read. */
function isUnaccepting(assignment: Assignment, unit: string): boolean {
  const { key, value } = assignment;
  if (ACCEPTS.test(key)) return false;
  if (key === 'ListenNetlink' || listenOf(assignment, unit) !== undefined) return true;
  const named = key === 'ListenDatagram' ? /^(?:[/@]|vsock:)/ : /^\//;
  return named.test(expanded(value, unit) ?? '/');
}

/** SCTP and UDP-Lite: their sockets are in neither table. */
function isOther(settings: readonly Assignment[]): boolean {
  const protocol = settings.findLast(({ key }) => key === 'SocketProtocol')?.value;
  return protocol === 'sctp' || protocol === 'udplite';
}

/** "22", "127.0.0.1:631", "[::1]:631", "[fe80::1]:22%eth0"; nothing of paths, of vsock, and of what is not known here. */
function listenOf({ key, value }: Assignment, unit: string): Listen | undefined {
  const transport = key === 'ListenStream' ? 'tcp' : key === 'ListenDatagram' ? 'udp' : undefined;
  const text = expanded(value, unit);
  if (transport === undefined || text === undefined) return undefined;
  const [, v4, v6, digits] =
    /^(?:(\d[\d.]*):|\[([\da-fA-F:.]+)\]:)?([1-9]\d{0,4})(?:%\S+)?$/.exec(text) ?? [];
  const port = Number(digits);
  if (!(port > 0 && port <= 0xffff)) return undefined;
  if (v6 !== undefined) {
    const address = parseIPv6(v6);
    return address && { transport, port, isIPv6: true, address, isPortAlone: false };
  }
  if (v4 === undefined) return { transport, port, isIPv6: true, address: ANY, isPortAlone: true };
  const word = parseIPv4(v4);
  return word === undefined
    ? undefined
    : { transport, port, isIPv6: false, address: [word, 0, 0, 0], isPortAlone: false };
}

/** Specifiers that the name of the unit tells, systemd.unit(5); nothing where there are others. */
function expanded(text: string, unit: string): string | undefined {
  const { prefix, instance, stem } = partsOf(unit);
  const values: Readonly<Record<string, string>> = {
    '%': '%', n: unit, N: stem, p: prefix, P: unescapedUnit(prefix), i: instance, I: unescapedUnit(instance),
  }; // prettier-ignore
  let isKnown = true;
  const result = text.replaceAll(/%([^]?)/g, (_, letter: string) => {
    const value = Object.hasOwn(values, letter) ? values[letter] : undefined;
    isKnown &&= value !== undefined;
    return value ?? '';
  });
  return isKnown ? result : undefined;
}

/** Of git@a.socket "git", "a" and "git@a". */
function partsOf(unit: string): {
  readonly prefix: string;
  readonly instance: string;
  readonly stem: string;
} {
  const stem = unit.replace(/\.[a-z]+$/, '');
  const at = stem.indexOf('@');
  return at < 0
    ? { prefix: stem, instance: '', stem }
    : { prefix: stem.slice(0, at), instance: stem.slice(at + 1), stem };
}
