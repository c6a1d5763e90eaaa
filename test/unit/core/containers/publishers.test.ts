import assert from 'node:assert/strict';
import { publishersElsewhere, publishersOf } from '../../../../src/core/containers/publishers';
import { container, DB, OTHER, PORT } from '../../keptContainers';

describe('containers that publish a port', () => {
  const elsewhere = container({ id: OTHER, isHere: false });
  const none = container({ id: 'e1'.repeat(32), ports: [{ ...PORT, hostPort: 3001 }] });
  const containers = [container(), elsewhere, none];

  it('are told apart by whether they run here', () => {
    const asked = { port: 3000, transport: 'tcp' };
    assert.deepEqual(
      publishersOf(asked, containers).map(({ facts, published }) => [facts.id, published.containerPort]),
      [[DB, 5432]],
    );
    assert.deepEqual(
      publishersElsewhere(asked, containers).map(({ facts }) => facts.id),
      [OTHER],
    );
  });

  it('are asked for by port, and by transport where one is meant', () => {
    assert.equal(publishersOf({ port: 3000 }, containers).length, 1);
    assert.equal(publishersOf({ port: 3000, transport: 'udp' }, containers).length, 0);
    assert.equal(publishersOf({ port: 5432 }, containers).length, 0);
    assert.equal(publishersOf({ port: 2999, lastPort: 3001 }, containers).length, 2);
  });

  it('are none whose engine publishes in another network, as one that is in a container itself', () => {
    assert.deepEqual(publishersOf({ port: 3000 }, [container({ publishesOn: 'elsewhere' })]), []);
    const { publishesOn: _here, ...untold } = container();
    assert.equal(publishersOf({ port: 3000 }, [untold]).length, 1, 'a port of theirs is not called free');
  });

  it('are none that have no ports now, or use the network of another', () => {
    const other = { networkMode: `container:${OTHER}` };
    for (const facts of [{ state: 'exited' }, { networkMode: 'host' }, other])
      assert.deepEqual(publishersOf({ port: 3000 }, [container(facts)]), [], JSON.stringify(facts));
    assert.equal(publishersOf({ port: 3000 }, [container({ state: 'paused' })]).length, 1);
  });

  it('are told once, whatever they publish it on', () => {
    const twice = container({ ports: [PORT, { ...PORT, hostAddress: '::' }] });
    assert.equal(publishersOf({ port: 3000 }, [twice]).length, 1);
  });
});
