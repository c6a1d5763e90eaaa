import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { type Service, parseServices } from '../core/etc/services';

export type Transport = 'tcp' | 'udp' | 'sctp';

/** What a port is registered for. */
export interface ServiceName {
  readonly name: string;
  /** IANA's words, where it has any that say more than the name. */
  readonly description?: string;
}

/** Names of services by port. */
export interface ServiceNames {
  nameOf(port: number, transport: Transport): ServiceName | undefined;
}

/**
 * Loads the names: the machine's own /etc/services first, IANA's registry for what it lacks.
 * A file that cannot be read counts as empty.
 * @param registryPath the reduced registry of the build, `dist/services.br`: see build/serviceNames.ts
 */
export async function loadServices(registryPath: string, etcPath = '/etc/services'): Promise<ServiceNames> {
  const [registry, etc] = await Promise.all([unpacked(registryPath), read(etcPath)]);
  const names = new Map<string, ServiceName>();
  const rows = registry.length / 4;
  let port = 0;
  for (let row = 0; row < rows; row++) {
    const [step, transports, name, description] = [0, 1, 2, 3].map((column) => registry[column * rows + row]);
    if (!transports || !name) continue;
    port += Number(step);
    for (const transport of transports.split(',')) {
      names.set(`${port}/${transport}`, { name, ...(description ? { description } : {}) });
    }
  }
  for (const { name, port, protocol } of parseServices(etc) satisfies Service[]) {
    const registered = names.get(`${port}/${protocol}`);
    names.set(`${port}/${protocol}`, registered?.name === name ? registered : { name });
  }
  return { nameOf: (port, transport) => names.get(`${port}/${transport}`) };
}

async function read(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch {
    return Buffer.alloc(0);
  }
}

/** The lines of a packed file; none where it cannot be read. */
async function unpacked(path: string): Promise<readonly string[]> {
  try {
    return (await promisify(brotliDecompress)(await read(path))).toString('utf8').split('\n');
  } catch {
    return [];
  }
}
