/**
 * Runs in a pid namespace of its own below a /proc of the outer one: asks for a process of the outer one to be signalled,
 * by the pid that /proc has. Prints what came of it as JSON.
 */
import { spawn } from 'node:child_process';
import { makePlan } from '../../../../../src/core/kill/plan';
import { machineEngine } from '../../../../../src/node/engine/machineEngine';
import { Processes } from '../../../../../src/node/engine/owners/processes';
import { FileReader } from '../../../../../src/node/reader';
import { loadSystemCalls } from '../../../../../src/node/system/systemCalls';

async function main(pid: number): Promise<void> {
  const engine = machineEngine(loadSystemCalls());
  const owner = new Processes(new FileReader('/proc')).owner(pid);
  if (owner === undefined) throw new Error(`/proc has no process ${pid}.`);
  engine.setWindow({ editorPid: owner.parentPid, roots: [pid], folders: [owner.workingDirectory ?? '/'] });
  const snapshot = await engine.scan('all', true);
  const target = { process: owner, inodes: [...snapshot.inet.inode], endpoints: [] };
  const { targets, unfit } = await makePlan([target], { kind: 'kill' }, engine, () => false);
  console.log(
    JSON.stringify({
      procPids: snapshot.ownerScan.procPids,
      mine: [...snapshot.processes.values()].filter(({ isMine }) => isMine).length,
      targets: targets.length,
      unfit: unfit.map(({ why }) => why),
      outcome: (await engine.signal(owner, 'SIGKILL', undefined)).kind,
    }),
  );
}

// Some more processes, so that small pids are those of innocent ones here.
for (let i = 0; i < 3; i++) spawn('sleep', ['5'], { stdio: 'ignore' }).unref();
void main(Number(process.argv[2])).then(() => process.exit());
