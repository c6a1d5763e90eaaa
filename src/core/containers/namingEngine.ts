import type { EngineSettings } from '../model/container';
import type { Engine } from '../model/engine';
import type { Snapshot } from '../model/snapshot';

/**
 * The same engine for who asks a question: its snapshots name containers, which are waited for. What looks all day has the
 * engine itself.
 * @param named the snapshot with the containers, where it may have any
 */
export function namingEngine<Asked extends Engine>(
  engine: Asked,
  named: (snapshot: Snapshot) => Promise<Snapshot>,
): Asked {
  const asked: Pick<Engine, 'scan' | 'portFacts'> = {
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

/**
 * The same for who is told of ports that nothing listens on, too: a port that packet rules alone publish shows in no socket, so
 * containers are asked for whatever the snapshot looks like. An answer serves for 5 s, as the engine keeps it.
 */
export function alwaysNamingEngine<Asked extends Engine>(engine: Asked, settings: EngineSettings): Asked {
  return namingEngine(engine, async (snapshot) => {
    // Names are a help: all else goes on from what was read.
    const now = await engine.containers(settings).catch(() => undefined);
    if (now === undefined) return snapshot;
    const { containers, engines } = now;
    return { ...snapshot, containers, engines };
  });
}
