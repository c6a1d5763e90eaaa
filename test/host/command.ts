import { execFile } from 'node:child_process';

/** Runs a program to its end and returns what it printed; an error says which program failed and its last lines. */
export function command(
  file: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(file, args, { ...options, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const said = `${stdout}\n${stderr}`.trim().split('\n').slice(-15).join('\n');
      reject(new Error(`"${[file, ...args].join(' ')}" failed (${error.code ?? error.message}):\n${said}`));
    });
  });
}
