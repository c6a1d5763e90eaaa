import { chmod } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import { icons } from './icons';
import { licensesIn } from './licenses';

const withoutPackages = licensesIn(undefined);

const repository = resolve(__dirname, '../..');

/**
 * What is shipped, for esbuild: one bundle for each process that loads code, and those that the command loads when it must.
 * Only the extension has `vscode`: where another bundle comes to import it, the build fails.
 */
export function bundles(development: boolean): BuildOptions[] {
  const common: BuildOptions = {
    absWorkingDir: repository,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    charset: 'utf8',
    minify: !development,
    sourcemap: development,
    legalComments: 'none',
    logLevel: 'info',
  };
  return [
    {
      ...common,
      entryPoints: ['src/extension/extension.ts'],
      outfile: 'dist/extension.js',
      external: ['vscode'],
      plugins: [withoutPackages],
    },
    {
      ...common,
      entryPoints: ['src/node/engine/worker/engineWorker.ts'],
      outfile: 'dist/worker.js',
      plugins: [koffiBeside, withoutPackages],
    },
    {
      ...common,
      entryPoints: ['src/node/engine/traffic/destroyedThread.ts'],
      outfile: 'dist/destroyedThread.js',
      plugins: [koffiBeside, withoutPackages],
    },
    {
      ...common,
      entryPoints: ['src/node/netstat/netstatWorker.ts'],
      outfile: 'dist/netstatWorker.js',
      plugins: [commandBeside, partsBeside, withoutPackages],
    },
    {
      ...common,
      entryPoints: ['src/node/mcp.ts'],
      outfile: 'dist/mcp.js',
      plugins: [koffiBeside, engineBeside, licensesIn('dist/mcp.licenses.txt')],
    },
    {
      ...common,
      entryPoints: ['src/node/cli.ts'],
      outfile: 'dist/netstat.js',
      banner: { js: '#!/usr/bin/env node' },
      plugins: [koffiBeside, partsBeside, withoutPackages, executable('dist/netstat.js')],
    },
    {
      ...common,
      entryPoints: { traffic: 'src/webview/traffic/main.tsx' },
      outdir: 'dist',
      platform: 'browser',
      format: 'iife',
      target: 'chrome128',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      plugins: [icons, licensesIn('dist/traffic.licenses.txt')],
    },
    ...Object.entries(BESIDE).map(([name, outfile]) => ({
      ...common,
      entryPoints: [`src/node/cli/${name}.ts`],
      outfile: `dist/${outfile}`,
      plugins: [partsBeside, engineBeside, withoutPackages],
    })),
  ];
}

const NATIVE_FILE = `
const { existsSync } = require('node:fs');
const { join } = require('node:path');
exports.nativeFile = () => {
  const file = join(__dirname, 'native/koffi.node');
  if (!existsSync(file)) throw new Error('koffi is not shipped for this machine.');
  return file;
};`;

/**
 * Has the native code of koffi be loaded from where the build puts it (koffi.ts), and nothing else: by the package's name,
 * Node would also look in all folders above the extension's.
 */
export const koffiBeside: Plugin = {
  name: 'koffi beside',
  setup: (build) => {
    build.onResolve({ filter: /\/nativeFile$/ }, () => ({ path: 'nativeFile', namespace: 'shipped' }));
    build.onLoad({ filter: /./, namespace: 'shipped' }, () => ({ contents: NATIVE_FILE, loader: 'js' }));
  },
};

/** What the command loads once likely owners, another network namespace, that of a container, metrics or the history are asked for. */
const BESIDE: Readonly<Record<string, string>> = {
  likelySockets: 'netstatLikely.js',
  openNamespace: 'netstatNamespace.js',
  containersCalled: 'netstatContainers.js',
  exportMetrics: 'netstatPrometheus.js',
  historyListing: 'netstatHistory.js',
};

/** Has a bundle load modules from other bundles beside it: those by the last part of their paths. */
function beside(name: string, files: Readonly<Record<string, string>>): Plugin {
  return {
    name,
    setup: (build) =>
      build.onResolve({ filter: new RegExp(`/(?:${Object.keys(files).join('|')})$`) }, ({ path }) => ({
        path: `./${files[path.slice(path.lastIndexOf('/') + 1)]}`,
        external: true,
      })),
  };
}

/** Only then, for the command: likely owners in the command itself took each start 1.02 to 1.03. */
const partsBeside = beside('parts of the command beside', BESIDE);

/** The command is in the package once, for terminals and for the thread of documents. */
const commandBeside = beside('the command beside', { commandParts: 'netstat.js' });

/** The engine is in the package once, for the thread of the extension, for the MCP server and for `netstat --history`. */
const engineBeside = beside('the engine beside', {
  engineParts: 'worker.js',
  historyParts: 'worker.js',
});

function executable(file: string): Plugin {
  return {
    name: 'executable',
    setup: (build) =>
      build.onEnd(async ({ errors }) => {
        if (errors.length === 0) await chmod(resolve(repository, file), 0o755);
      }),
  };
}
