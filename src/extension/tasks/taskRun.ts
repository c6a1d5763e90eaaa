import { l10n } from 'vscode';
import { publishersOf } from '../../core/containers/publishers';
import type { ContainerFacts } from '../../core/model/container';
import { rowsOn } from '../../core/ports/listeningPorts';
import { engineSettings } from '../containers/engineSettings';
import { containerText } from '../../core/containers/stopTexts';
import { listedNames } from '../describe';
import type { Freed } from '../ports/freePortCommand';
import { type SharedEngine, using } from '../sharedEngine';
import type { PortTask } from './definition';

/** Milliseconds between two looks at the tables. */
const INTERVAL = 250;

/** What a task depends on. */
export interface TaskDependencies {
  readonly engine: SharedEngine;
  /** Frees a port after the question that always comes. */
  readonly free: (port: number) => Promise<Freed>;
  /** Writes a line for the user. */
  readonly say: (line: string) => void;
  /** Whether the user has ended the task. */
  readonly isCancelled: () => boolean;
}

/** Runs a task. @returns the exit code: 0 where the port is as it was wanted */
export async function runTask(task: PortTask, dependencies: TaskDependencies): Promise<number> {
  return task.action === 'free' ? freeIt(task, dependencies) : waitFor(task, task.action, dependencies);
}

async function freeIt({ port }: PortTask, { free, say }: TaskDependencies): Promise<number> {
  say(l10n.t('Freeing port {0}…', port));
  const freed = await free(port);
  say(freedText(port, freed));
  return freed === 'free' || freed === 'waiting' ? 0 : 1;
}

function freedText(port: number, freed: Freed): string {
  switch (freed) {
    case 'free':
      return l10n.t('Port {0} is free: a server can take it.', port);
    case 'waiting':
      return l10n.t(
        'Port {0} is free to servers that set SO_REUSEADDR; closed connections are in TIME_WAIT.',
        port,
      );
    case 'busy':
      return l10n.t('Port {0} is still in use. Run Netstat: Why Is This Port Busy?', port);
    case 'managed':
      return l10n.t('Port {0} is kept for a container or a service, which has to be stopped.', port);
    case 'declined':
      return l10n.t('You did not agree: what has port {0} goes on.', port);
  }
}

async function waitFor(
  { port, timeout }: PortTask,
  action: 'waitForListening' | 'waitForFree',
  { engine, say, isCancelled }: TaskDependencies,
): Promise<number> {
  const wantsListener = action === 'waitForListening';
  say(
    wantsListener
      ? l10n.t('Waiting until a program listens on port {0}, at most {1} s…', port, timeout)
      : l10n.t('Waiting until nobody listens on port {0}, at most {1} s…', port, timeout),
  );
  const deadline = Date.now() + timeout * 1000;
  return using(engine, async () => {
    while (!isCancelled()) {
      const taken = await takenBy(port, engine);
      if ((taken !== undefined) === wantsListener) {
        say(takenText(port, taken));
        return 0;
      }
      if (Date.now() > deadline) {
        say(
          wantsListener
            ? l10n.t('Within {1} s nobody listened on port {0}.', port, timeout)
            : l10n.t(
                'After {1} s port {0} is still taken. {2} Run Netstat: Find Port Owner…',
                port,
                timeout,
                takenText(port, taken),
              ),
        );
        return 1;
      }
      await new Promise<void>((resolve) => setTimeout(resolve, INTERVAL));
    }
    say(l10n.t('Cancelled.'));
    return 1;
  });
}

/** Who has a port: a listener, or the containers to which packet rules hand it on; nothing where nobody has. */
async function takenBy(
  port: number,
  engine: SharedEngine,
): Promise<'listener' | readonly ContainerFacts[] | undefined> {
  const asked = { port, transport: 'tcp' } as const;
  const { inet } = await engine.listeners();
  if (rowsOn(inet, asked).length > 0) return 'listener';
  const { containers } = await engine.containers(engineSettings());
  const publishing = publishersOf(asked, containers).map(({ facts }) => facts);
  return publishing.length === 0 ? undefined : publishing;
}

function takenText(port: number, taken: Awaited<ReturnType<typeof takenBy>>): string {
  if (taken === undefined) return l10n.t('Nobody listens on port {0}.', port);
  return taken === 'listener'
    ? l10n.t('A program listens on port {0}.', port)
    : l10n.t('Port {0} is published by container {1}.', port, listedNames(taken.map(containerText)));
}
