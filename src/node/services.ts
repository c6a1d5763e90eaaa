import { readFile } from 'node:fs/promises';
import { type Service, parseServices } from '../core/etc/services';

export type Transport = 'tcp' | 'udp' | 'sctp';

/** What a port is registered for. */
export interface ServiceName {
  readonly name: string;
  /** IANA's words, where it has any. */
  readonly description?: string;
}

/** Names of services by port. */
export interface ServiceNames {
  nameOf(port: number, transport: Transport): ServiceName | undefined;
}

/**
 * Loads the names: the machine's own /etc/services first, IANA's registry for what it lacks.
 * A file that cannot be read counts as empty.
 * @param registryPath the reduced registry of the build, `dist/services.tsv`
 */
export async function loadServices(registryPath: string, etcPath = '/etc/services'): Promise<ServiceNames> {
  const [registry, etc] = await Promise.all([read(registryPath), read(etcPath)]);
  const names = new Map<string, ServiceName>();
  for (const line of registry.toString('utf8').split('\n')) {
    const [port, transports, name, description] = line.split('\t');
    if (!port || !transports || !name) continue;
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
