import { withoutComment } from './comments';
import { endpointsIn } from './endpoints';
import { lineByLine } from './mention';
import { PORT_OR_RANGE, portsMatched } from './portText';

const LISTEN = new RegExp(
  String.raw`(?<=^|[\s{;])listen\s{1,40}(?:(?<host>\*|\[[\da-f:.]{2,45}\]|[\w.-]{1,100}):)?${PORT_OR_RANGE}(?=[\s;])(?:[^;]{0,100}\s(?<transport>udp|quic)\b)?`,
  'dgi',
);

/**
 * nginx configuration: `listen`, and local addresses in `proxy_pass`, `server` of an upstream and their like.
 * Format: https://nginx.org/en/docs/http/ngx_http_core_module.html#listen
 */
export const nginxFile = lineByLine((line) => {
  const text = withoutComment(line);
  const listens = portsMatched(text, LISTEN, { listens: true });
  return [
    ...listens.map((hit) => ({ ...hit, transport: hit.transport ?? 'tcp' }) as const),
    ...(listens.length > 0 ? [] : endpointsIn(text)),
  ];
});
