import type { InterfaceFacts } from '../model/interface';
import { printRow } from '../netstat/context/printRow';
import { interfaceData } from '../netstat/data/interfaceData';
import { interfaceFlagNames } from '../netstat/interfaces/interfaceFlags';
import { INTERFACE_HEADER, INTERFACE_TITLE, interfaceRow } from '../netstat/interfaces/interfaceText';
import { parseDev } from '../procfs/dev';
import { parseIfInet6 } from '../procfs/ifInet6';
import { addressSubject, type FilterSubject, ipv4Words } from '../query/filter/filterSubject';
import { ADDRESS_FACTS, rowsOf, type Table } from './table';

/** The network interfaces. */
export const interfaces: Table<
  { readonly interfaces: readonly InterfaceFacts[] },
  { interface: InterfaceFacts }
> = {
  facts: ADDRESS_FACTS,
  kinds: {
    interface: {
      title: () => INTERFACE_TITLE + INTERFACE_HEADER,
      print: (context, facts) =>
        printRow(
          context,
          'interfaces',
          () => interfaceRow(facts),
          () => interfaceData(facts),
        ),
    },
  },
  read: (reader, { filtered }) => {
    // Both are read again with all else that is told of an interface: here they tell what is wrong with them.
    reader.rows('dev', parseDev);
    reader.rows('if_inet6', parseIfInet6);
    return { interfaces: filtered(reader.interfaces(), subject) };
  },
  rows: ({ interfaces: all }) => rowsOf('interface', all),
};

function subject({ name, flags, hardwareAddress, ipv4, ipv6 }: InterfaceFacts): FilterSubject {
  const hardware = hardwareAddress.map((byte) => byte.toString(16).padStart(2, '0')).join(':');
  return addressSubject(
    [
      ...(ipv4 === undefined ? [] : [{ words: ipv4Words(ipv4.address), isIPv6: false }]),
      ...ipv6.map(({ address }) => ({ words: address, isIPv6: true })),
    ],
    [name, hardware, ...interfaceFlagNames(flags)],
  );
}
