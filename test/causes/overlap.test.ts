/** Two agents that ask after the same port at once, each of a server of its own as it is shipped. */
import assert from 'node:assert/strict';
import { SWITCH } from '../../src/node/system/systemCalls';
import { skipWithReason } from '../skip';
import { type Agent, Network, whyNoNetwork } from './network';

/** Times that two servers are asked at once, with two questions each. */
const ROUNDS = 60;

/** Free in a network that nobody else is in; one a round, so that nothing of the last one is left. */
const FIRST_PORT = 20_000;

describe('two servers that are asked after the same free port', function () {
  // Each answer reads the whole machine, which may be a busy one.
  this.timeout(180_000);
  let network: Network;
  const agents: Agent[] = [];

  before(async function () {
    skipWithReason(this, whyNoNetwork());
    network = await Network.make();
  });
  afterEach(() => Promise.all(agents.splice(0).map((agent) => agent.close())));
  after(() => network?.remove());

  for (const systemCalls of ['on', 'off'] as const) {
    for (const transport of ['tcp', 'udp'] as const) {
      it(`never call it taken (${transport}, system calls ${systemCalls})`, async () => {
        for (let count = 0; count < 2; count++) {
          agents.push(await network.agent({}, { [SWITCH]: systemCalls }));
        }
        for (let round = 0; round < ROUNDS; round++) {
          const question = { port: FIRST_PORT + round, transport };
          const asked = [...agents, ...agents].map((agent) => agent.explain(question));
          for (const { verdict, causes } of await Promise.all(asked)) {
            assert.deepEqual([verdict.slice(0, 4), causes], ['free', []], `round ${round}`);
          }
        }
      });
    }
  }
});
