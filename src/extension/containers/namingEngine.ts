import type { Snapshot } from '../../core/model/snapshot';
import type { SharedEngine } from '../sharedEngine';

/** What of an engine answers questions about the machine's ports. */
type Asked = Pick<SharedEngine, 'scan' | 'portFacts'>;

/**
 * The same engine for who asks a question: its snapshots name containers, which are waited for. What looks all day has the
 * engine itself.
 * @param named the snapshot with the containers, where it may have any
 */
export function namingEngine(
  engine: SharedEngine,
  named: (snapshot: Snapshot) => Promise<Snapshot>,
): SharedEngine {
  const asked: Asked = {
    scan: async (...args) => named(await engine.scan(...args)),
    portFacts: async (question) => {
      const facts = await engine.portFacts(question);
      return { ...facts, snapshot: await named(facts.snapshot) };
    },
  };
  return new Proxy(engine, {
    get: (target, name) => {
      const own: unknown = Reflect.get(Object.hasOwn(asked, name) ? asked : target, name);
      // What is private of an engine is there for itself alone.
      return typeof own === 'function' ? (own.bind(target) as unknown) : own;
    },
  });
}
