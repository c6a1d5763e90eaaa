import { clean } from '../../text/clean';
import type { ByteText } from '../context/environment';
import { encodeByteText } from '../../text/utf8';
import type { MetricsRun } from './metricsRun';
import { type HolderData, programNames } from './programNames';

/** What stands in a row of data of a listener. */
interface ListenerData {
  readonly local: { readonly address: string; readonly port: number };
  readonly owners: readonly HolderData[];
}

/** Who listens on a port already, as the rest of a sentence that says that it cannot be had: `node (4242) listens there`. */
export async function portTaker(
  { options, environment, round }: Pick<MetricsRun, 'options' | 'environment' | 'round'>,
  { address, port }: { readonly address: string; readonly port: number },
): Promise<ByteText> {
  const nameOf = programNames(environment);
  const takers: string[] = [];
  const anywhere = ['0.0.0.0', '::', address];
  await round(
    {
      ...options,
      format: 'json',
      which: 'listening',
      explicit: true,
      inet: true,
      inet6: true,
      tcp: true,
      programs: true,
      numericHosts: true,
    },
    {
      begin: () => undefined,
      row: (_, row) => {
        const { local, owners } = row as unknown as ListenerData;
        if (local.port !== port || !anywhere.includes(local.address)) return;
        for (const holder of owners) {
          takers.push(`${nameOf(holder)} (${holder.pid})`);
        }
      },
      issues: () => undefined,
      message: () => undefined,
      error: () => undefined,
      end: () => undefined,
    },
  );
  if (takers.length === 0) return 'something has the port whose owner cannot be seen (root sees more)';
  return encodeByteText(
    clean(`${[...new Set(takers)].join(', ')} listens there; take another port, or end it`),
  );
}
