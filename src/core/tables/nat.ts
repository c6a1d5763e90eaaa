import type { ConntrackEntry } from '../model/conntrack';
import type { MasqueradeEntry } from '../model/masquerade';
import type { NatContents } from '../model/networkContents';
import { masqueradeTitle, printMasqueraded } from '../netstat/routes/masqueradeListing';
import { FLOW_COLUMNS, flowData, flowText } from '../print/flow';
import { parseIpMasquerade } from '../procfs/ipMasquerade';
import { parseNfConntrack } from '../procfs/nfConntrack';
import { conntrackSubject, masqueradeSubject, SOCKET_FACTS } from '../query/filter/filterSubject';
import { natContents } from '../query/nat';
import { rowsOf, type Table } from './table';

/** Connection tracking. Its rows are connections, filtered as those of sockets are. */
export const nat: Table<NatContents, { flow: ConntrackEntry; masquerade: MasqueradeEntry }> = {
  facts: SOCKET_FACTS,
  kinds: {
    flow: {
      // A tracked connection has no place in netstat's tables.
      title: () => '',
      print: (context, flow, sink) =>
        sink === undefined
          ? context.output.stdout(flowText(flow))
          : sink.ownRow('conntrack', FLOW_COLUMNS, flowData(flow)),
    },
    masquerade: {
      title: (_, options) => masqueradeTitle(options),
      print: printMasqueraded,
    },
  },
  read: ({ rows, number }, { most, filtered }) => {
    const count = number('sys/net/netfilter/nf_conntrack_count');
    return natContents(
      filtered(rows('nf_conntrack', parseNfConntrack), conntrackSubject),
      filtered(rows('ip_masquerade', parseIpMasquerade), masqueradeSubject),
      count === undefined ? undefined : { count, most: number('sys/net/netfilter/nf_conntrack_max') },
      most,
    );
  },
  rows: ({ translated, masqueraded, plain }) => [
    ...rowsOf('flow', translated.rows),
    ...rowsOf('masquerade', masqueraded.rows),
    ...rowsOf('flow', plain.rows),
  ],
};
