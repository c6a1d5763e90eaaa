import type { Format } from './exposition';

/** The parts of a request over HTTP that decide about its answer. */
export interface ScrapeRequest {
  readonly method: string | undefined;
  /** As it stands in the request's first line. */
  readonly url: string | undefined;
  readonly host: string | undefined;
  readonly accept: string | undefined;
}

/** Why there are no metrics for a request. */
export interface Refusal {
  readonly status: 400 | 404 | 405;
  readonly text: string;
}

/** Names of this machine alone: what a page of another site makes a browser ask has that site's. */
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

const HTTP_PORT = 80;

/** The address and port in `127.0.0.1:9101`; `elsewhere` where it is none of this machine alone, `wrong` where it is no address. */
export function servedAt(
  text: string,
): { readonly host: string; readonly address: string; readonly port: number } | 'elsewhere' | 'wrong' {
  const [, host = '', digits = ''] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (host === '' || port === 0 || port > 0xffff) return 'wrong';
  if (!LOOPBACK.includes(host)) return 'elsewhere';
  return { host, address: host === '[::1]' ? '::1' : '127.0.0.1', port };
}

/** In which format a request is answered, or why it is not. @param port that the server listens on */
export function formatFor({ method, url, host, accept }: ScrapeRequest, port: number): Format | Refusal {
  const names = LOOPBACK.flatMap((name) => [`${name}:${port}`, ...(port === HTTP_PORT ? [name] : [])]);
  if (!names.includes(host?.toLowerCase() ?? '')) {
    return { status: 400, text: `Ask for one of these hosts: ${names.join(', ')}.` };
  }
  if (url?.startsWith('/') !== true) return { status: 400, text: 'Ask for a path.' };
  if (/^[^?]*/.exec(url)?.[0] !== '/metrics')
    return { status: 404, text: 'There is /metrics, and nothing else.' };
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, text: 'GET and HEAD are answered.' };
  return wantsOpenMetrics(accept ?? '') ? 'openMetrics' : 'text';
}

/** Whether OpenMetrics 1.0 is wanted as much as the text format or more: RFC 9110, 12.5.1. */
function wantsOpenMetrics(accept: string): boolean {
  let [openMetrics, text] = [0, 0];
  for (const range of accept.toLowerCase().split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
    const parameter = (name: string): string | undefined =>
      parameters.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);
    const quality = Number(parameter('q') ?? 1);
    const version = parameter('version')?.replaceAll('"', '');
    if (type === 'application/openmetrics-text' && (version ?? '1.0.0') === '1.0.0') {
      openMetrics = Math.max(openMetrics, quality || 0);
    } else if (/^(?:text\/(?:plain|\*)|\*\/\*)$/.test(type)) {
      text = Math.max(text, quality || 0);
    }
  }
  return openMetrics > 0 && openMetrics >= text;
}
