/** Lines that are typed for containers, run as a shell runs them, and what labels of real engines say of Compose files. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { portUses } from '../../src/core/containers/portUses';
import { labelledFiles } from '../../src/core/containers/composeFilePaths';
import { serviceLine } from '../../src/core/mentions/composeServices';
import { findMentions } from '../../src/core/mentions/findMentions';
import type { ContainerFacts } from '../../src/core/model/container';
import { type ContainerDeed, containerLine } from '../../src/core/ports/managerCommands';
import { readComposeFile } from '../../src/node/composeFile';
import { whyMissing } from '../host/programs';
import { until } from '../host/until';
import { skipWithReason } from '../skip';
import { Docker } from './docker';
import { Ground, whyNoEngines } from './ground';
import { machineOf } from './looks';
import { Podman } from './podman';

const COMPOSE = 'com.docker.compose';
const TEXT = 'services:\n  web:\n    image: bb\n  db:\n    ports:\n      - "15432:80"\n';

describe('a container that is looked into', () => {
  let ground: Ground;
  let file: string;
  const ends: (() => Promise<unknown>)[] = [];

  before(async function () {
    skipWithReason(this, whyNoEngines('dockerd', 'docker', 'podman') ?? whyMissing('script'));
    ground = await Ground.make();
    ends.push(() => ground.remove());
    mkdirSync(join(ground.folder, 'shop'));
    file = join(ground.folder, 'shop/compose.yaml');
    writeFileSync(file, TEXT);
  });
  after(async () => {
    for (const end of ends.toReversed()) await end();
  });

  const options = (): string[] => [
    ...['-p', '15432:80', '--label', `${COMPOSE}.project=shop`, '--label', `${COMPOSE}.service=db`],
    ...['--label', `${COMPOSE}.project.config_files=${file}`],
    ...['--label', `${COMPOSE}.project.working_dir=${join(ground.folder, 'shop')}`],
  ];

  /** What the line writes on a terminal until that is in it; what is typed there is given to it. */
  async function said(deed: ContainerDeed, facts: ContainerFacts, wanted: string, typed = ''): Promise<void> {
    const line = containerLine(deed, facts) ?? assert.fail('no line');
    let text = '';
    // exec -it asks for a terminal.
    const child = spawn('script', ['-qec', line, '/dev/null'], { stdio: ['pipe', 'pipe', 'ignore'] });
    child.stdout.on('data', (bytes: Buffer) => (text += bytes.toString()));
    child.stdin.write(typed);
    await until(`${wanted} of ${line}`, () => (text.includes(wanted) ? true : undefined));
    child.stdin.end();
    child.kill();
  }

  async function holds(name: string, known: () => Promise<readonly ContainerFacts[]>): Promise<void> {
    const facts = (await known()).find((each) => each.name === name) ?? assert.fail(`no ${name}`);
    await said('logs', facts, 'hello of the container');
    await said('shell', facts, 'sum 42', 'echo sum $((40 + 2))\n');
    const [labelled = assert.fail('no label')] = labelledFiles(facts);
    assert.deepEqual(await readComposeFile(labelled), { path: file, text: TEXT });
    assert.equal(serviceLine(TEXT, facts.service ?? ''), 3);
    const lines = TEXT.split('\n');
    const text = { lineCount: lines.length, lineText: (line: number) => lines[line] ?? '' };
    const [mention = assert.fail()] = findMentions(text, 0, 9, { path: file, languageId: 'yaml' });
    assert.deepEqual(
      portUses(mention, [], [facts]).map(({ is }) => is),
      ['service'],
    );
  }

  const program = [
    '/bin/busybox',
    'sh',
    '-c',
    'echo hello of the container; exec /bin/busybox httpd -f -p 80',
  ];

  it('is so by Docker’s lines', async () => {
    const docker = new Docker(ground);
    ends.push(() => docker.remove());
    await docker.start();
    const limits = ['--ulimit', 'nofile=512:512', '--stop-timeout', '1'];
    await docker.call('run', '-d', '--name', 'shop-db-1', ...limits, ...options(), 'bb', ...program);
    const machine = machineOf(ground, { DOCKER_HOST: `unix://${docker.socket}` });
    await holds('shop-db-1', async () => (await machine.fresh()).containers);
    await docker.call('rm', '-f', 'shop-db-1');
  });

  it('is so by Podman’s lines', async () => {
    const podman = new Podman(ground, 'looked');
    ends.push(() => podman.remove());
    await podman.import();
    ends.push(await podman.startService());
    await podman.call('run', '-d', '--name', 'shop-db-2', ...options(), 'localhost/bb', ...program);
    const machine = machineOf(ground, { XDG_RUNTIME_DIR: podman.runtimeFolder });
    await holds('shop-db-2', async () => (await machine.fresh()).containers);
  });
});
