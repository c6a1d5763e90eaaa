import type { Ipv4Route } from '../../model/route';
import { dotted } from '../context/addressText';
import { hostText, ipv4NameText } from '../context/addressCell';
import type { ByteText } from '../context/environment';
import type { ModeContext } from '../context/modeContext';
import type { Options } from '../commandLine/options';

const RTF_HOST = 0x4;

/** Whether routes show addresses and not names: -N asks for it too, though it stands for "symbolic". */
function isNumeric({ options }: ModeContext): boolean {
  return options.numericHosts || options.symbolic;
}

/**
 * The destination of an IPv4 route: "default" for 0.0.0.0/0, a host's name for a host route or where host bits are
 * set, else a network's.
 */
export async function destinationText(context: ModeContext, route: Ipv4Route): Promise<ByteText> {
  const { destination, mask, flags } = route;
  if (isNumeric(context)) return dotted(destination);
  if (destination === 0) return mask === 0 ? 'default' : '0.0.0.0';
  const isHost = (flags & RTF_HOST) !== 0 || (destination & ~mask) !== 0;
  if (isHost) return routeHost4(context, destination);
  return context.names.network(destination) ?? dotted(destination);
}

/** A host of an IPv4 route. */
export async function routeHost4(context: ModeContext, address: number): Promise<ByteText> {
  return ipv4NameText(address, routeOptions(context), context.names);
}

/** A host of the IPv4 cache, which netstat names as it does those of sockets. */
export async function cacheHost4(context: ModeContext, address: number): Promise<ByteText> {
  return hostText(Uint32Array.of(address, 0, 0, 0), false, routeOptions(context), context.names);
}

/** A host of an IPv6 route; "::" in brackets where names are shown. */
export async function routeHost6(context: ModeContext, words: readonly number[]): Promise<ByteText> {
  return hostText(Uint32Array.from(words), true, routeOptions(context), context.names);
}

function routeOptions(context: ModeContext): Options {
  return { ...context.options, numericHosts: isNumeric(context) };
}
