import '../fakeVscode';
import assert from 'node:assert/strict';
import type { ContainerFacts, EngineOutcome } from '../../../../src/core/model/container';
import { containerInFull, noNamesText } from '../../../../src/extension/containers/containerTexts';
import { dbContainer } from '../../knownContainers';

const { engine: _engine, ...unnamed } = dbContainer();

const socket = '/var/run/docker.sock';

function note(outcome: EngineOutcome, container: ContainerFacts = unnamed, detail?: string): string {
  return noNamesText({
    takenAt: 0,
    containers: [container],
    engines: [{ socket, runtime: 'docker', outcome, ...(detail !== undefined && { detail }) }],
  });
}

describe('words for containers', () => {
  it('name image, service and where the port leads, as far as they are known', () => {
    const facts = dbContainer();
    const [published] = facts.ports;
    assert.ok(published);
    assert.equal(
      containerInFull({ facts, published }),
      'db (postgres:16), service db of shop, → 5432 inside',
    );
    const { project: _project, ...noProject } = facts;
    assert.equal(containerInFull({ facts: noProject }), 'db (postgres:16), service db');
    const { name: _name, image: _image, service: _service, ...alone } = noProject;
    assert.equal(containerInFull({ facts: alone }), 'aaaaaaaaaaaa (docker)');
  });
});

describe('why containers have no names', () => {
  it('is told with the socket, and with what helps where it may not be opened', () => {
    assert.match(note('denied'), /“\/var\/run\/docker\.sock” may not be opened by you, only by members/);
    const texts = (['slow', 'gone', 'rubbish'] as const).map((outcome) => note(outcome));
    assert.equal(new Set(texts).size, 3);
    for (const text of texts) assert.match(text, /\/var\/run\/docker\.sock/);
  });

  it('is told of a socket that somebody chose, and where no engine runs', () => {
    for (const detail of ['ENOENT', 'notRunning']) {
      assert.match(
        note('absent', unnamed, detail),
        /no engine runs at “\/var\/run\/docker\.sock”, which the setting/,
      );
    }
    assert.equal(note('absent', unnamed, 'ECONNREFUSED'), '');
  });

  it('is that the engine has other pids, or that none runs, of a usual socket too', () => {
    assert.match(note('ok', unnamed, 'otherPids'), /^Docker at .* runs in another pid namespace: /);
    assert.equal(note('ok'), '');
    const down = { ...unnamed, engineIs: 'down' } as const;
    const text = noNamesText({ takenAt: 0, containers: [down], engines: [] });
    assert.match(text, /^Docker’s containers are not named: Docker does not run/);
    assert.doesNotMatch(note('absent', down, 'notRunning'), /Docker does not run/);
    assert.match(note('ok', down), /^Some of Docker’s containers are not named: the engine that started/);
    assert.equal(noNamesText({ takenAt: 0, containers: [unnamed], engines: [] }), '');
  });

  it('is told once for each engine', () => {
    const podman = { ...unnamed, id: 'b'.repeat(64), runtime: 'podman' } as const;
    const text = noNamesText({
      takenAt: 0,
      containers: [unnamed, podman, { ...podman, id: 'c'.repeat(64) }],
      engines: [
        { socket, runtime: 'docker', outcome: 'denied' },
        { socket: '/run/podman/podman.sock', runtime: 'podman', outcome: 'slow' },
      ],
    });
    assert.equal(text.match(/docker\.sock/g)?.length, 1);
    assert.match(text, /Podman did not answer in time/);
  });

  it('is not told where they have, the engine is not there, or it is another engine’s', () => {
    assert.equal(noNamesText(undefined), '');
    assert.equal(note('ok'), '');
    assert.equal(note('absent'), '');
    assert.equal(note('denied', dbContainer()), '');
    assert.equal(note('denied', { ...unnamed, runtime: 'podman' }), '');
    assert.equal(note('denied', { ...unnamed, isHere: false }), '');
  });
});
