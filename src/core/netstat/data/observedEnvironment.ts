import type { SourceStatus } from '../../model/snapshot';
import type { ByteText, Environment } from '../context/environment';
import type { DataRow } from './dataSink';

const PROC_NET = '/proc/net/';

/** An environment that keeps what the files of /proc/net said. */
export interface ObservedEnvironment {
  /** All that the other is and does. */
  readonly environment: Environment;
  /** What each file said when it was read last: ok, absent, denied or failed, with the system's error code. */
  readonly sources: () => readonly DataRow[];
}

/** Observes an environment. */
export function observed(environment: Environment): ObservedEnvironment {
  const sources = new Map<ByteText, DataRow>();
  const noted = <T extends { readonly ok: true } | { readonly ok: false; readonly code: string }>(
    file: ByteText,
    result: T,
  ): T => {
    if (file.startsWith(PROC_NET)) {
      const said = result.ok
        ? { status: 'ok', code: null }
        : { status: statusOf(result.code), code: result.code };
      sources.set(file, { file, ...said });
    }
    return result;
  };
  const own: Partial<Environment> = {
    readFile: (path) => noted(path, environment.readFile(path)),
    openFile: (path) => noted(path, environment.openFile(path)),
  };
  return {
    environment: new Proxy(environment, {
      get: (_, name: keyof Environment): unknown => {
        const value: unknown = own[name] ?? environment[name];
        return typeof value === 'function' ? value.bind(environment) : value;
      },
    }),
    sources: () => [...sources.values()],
  };
}

function statusOf(code: string): SourceStatus {
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'absent';
  return code === 'EACCES' || code === 'EPERM' ? 'denied' : 'failed';
}
