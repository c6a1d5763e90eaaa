import { networkInterfaces } from 'node:os';
import { resolve } from 'node:path';
import type { ByteText, InterfaceAddress } from '../../core/netstat/context/environment';
import { loadSystemCalls, type SystemCalls } from '../system/systemCalls';
import type { Places } from './machineEnvironment';
import { readInterfaces } from './kernelInterfaces';

/** This machine, with /proc where PROC_ROOT says: what is elsewhere is another machine's. */
export function thisMachine(variables: NodeJS.ProcessEnv): Places {
  const proc = resolve(variables['PROC_ROOT'] || '/proc');
  const littleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
  return {
    proc,
    ...(proc === '/proc' && { kernelInterfaces: () => readInterfaces(systemCalls(), littleEndian) }),
    etc: '/etc',
    sys: '/sys',
    effectiveUid: process.geteuid?.() ?? 0,
    littleEndian,
    posixlyCorrect: variables['POSIXLY_CORRECT'] !== undefined,
    interfaceAddresses,
    reverseLookup,
  };
}

let loaded: SystemCalls | Error | undefined;

/** Loaded once, and only where they are needed: that takes a moment. */
function systemCalls(): SystemCalls | Error {
  return (loaded ??= loadSystemCalls());
}

function interfaceAddresses(): InterfaceAddress[] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    (addresses ?? [])
      .filter(({ family }) => family === 'IPv4')
      .map(({ address, netmask }) => ({
        name: Buffer.from(name).toString('latin1'),
        address,
        netmask,
      })),
  );
}

/** Asks the C library's resolver, which knows all of nsswitch.conf's sources. */
async function reverseLookup(address: string): Promise<ByteText | undefined> {
  const { lookupService } = await import('node:dns/promises');
  try {
    const { hostname } = await lookupService(address, 0);
    return hostname === address ? undefined : Buffer.from(hostname).toString('latin1');
  } catch {
    return undefined;
  }
}
