import { type Found, ofProject, type Recogniser, server } from './seen';
import { scriptName } from './words';

/** Servers by their main class, or the beginning of it that says enough; longer beginnings stand first. */
const MAINS: readonly (readonly [start: string, what: string])[] = [
  ['kafka.Kafka', 'kafka'],
  ['org.apache.kafka.connect.', 'kafka connect'],
  ['io.confluent.kafka.schemaregistry.', 'schema registry'],
  ['org.apache.zookeeper.', 'zookeeper'],
  ['org.elasticsearch.', 'elasticsearch'],
  ['org.opensearch.', 'opensearch'],
  ['org.apache.catalina.startup.Bootstrap', 'tomcat'],
  ['org.apache.cassandra.', 'cassandra'],
  ['org.neo4j.', 'neo4j'],
  ['org.logstash.', 'logstash'],
  ['org.apache.solr.', 'solr'],
  ['org.sonar.', 'sonarqube'],
  ['org.apache.spark.deploy.master.', 'spark master'],
  ['org.apache.spark.deploy.worker.', 'spark worker'],
  ['org.apache.spark.deploy.SparkSubmit', 'spark'],
  ['org.apache.flink.', 'flink'],
  ['org.apache.hadoop.hdfs.server.namenode.', 'hadoop namenode'],
  ['org.apache.hadoop.hdfs.server.datanode.', 'hadoop datanode'],
  ['org.apache.hadoop.yarn.', 'hadoop yarn'],
  ['org.apache.hadoop.hbase.', 'hbase'],
  ['org.apache.hive.', 'hive'],
  ['org.apache.pulsar.', 'pulsar'],
  ['org.apache.activemq.', 'activemq'],
  ['org.apache.druid.', 'druid'],
  ['org.apache.nifi.', 'nifi'],
  ['org.jboss.', 'wildfly'],
  ['org.h2.tools.', 'h2'],
  ['org.hsqldb.', 'hsqldb'],
  ['org.apache.derby.', 'derby'],
  ['com.hazelcast.', 'hazelcast'],
  ['io.trino.', 'trino'],
  ['com.facebook.presto.', 'presto'],
  ['com.intellij.idea.Main', 'JetBrains IDE'],
  ['com.google.cloud.datastore.emulator.', 'datastore emulator'],
  ['org.gradle.launcher.daemon.', 'Gradle daemon'],
  ['org.jetbrains.kotlin.daemon.', 'Kotlin daemon'],
  ['org.jetbrains.jps.', 'JetBrains build'],
  ['scala.meta.metals.', 'Metals'],
  ['bloop.', 'Bloop'],
  ['org.springframework.boot.loader.', 'spring boot'],
  ['com.neo4j.', 'neo4j'],
  ['io.confluent.ksql.', 'ksqldb'],
  ['org.sonatype.nexus.', 'nexus'],
  ['xsbt.boot.', 'sbt'],
  ['clojure.main', 'clojure'],
  ['leiningen.core.', 'leiningen'],
  ['play.core.server.', 'play'],
];

/** Servers by the jar that they are started from, and those whose properties tell what the jar is for. */
const JARS: readonly (readonly [RegExp, string])[] = [
  [/^jenkins\.war$/, 'jenkins'],
  [/^org\.eclipse\.equinox\.launcher_/, 'Java language server'],
  [/^activemq\.jar$/, 'activemq'],
  [/^sbt-launch[\w.-]*\.jar$/, 'sbt'],
  [/^jboss-modules\.jar$/, 'wildfly'],
  [/^(?:bootstrap-fork|sonar-application-.*)\.jar$/, 'sonarqube'],
  [/^minecraft_server\..*\.jar$/, 'minecraft'],
];

/** Java's options whose value is the next word, see java(1). */
const TAKES_NEXT =
  /^(?:-cp|-classpath|--class-path|-p|--module-path|--upgrade-module-path|--add-modules|--add-exports|--add-opens|--add-reads|--limit-modules|--patch-module|--source|--enable-native-access|-d)$/;

/** Build tools run what they serve in themselves or in a child. */
const GOALS =
  /^(?:spring-boot:run|jetty:run|tomcat7:run|quarkus:dev|liberty:dev|mn:run|bootRun|quarkusDev|appRun|jettyRun|run)$/;

/** Programs of Java's: servers by their main class, jars, main classes by their simple name. */
export const jvm: Recogniser = ({ program, words }) => {
  if (program !== 'java') return undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '-jar') return jar(words[at + 1], words);
    if (word === '-m' || word === '--module') return main((words[at + 1] ?? '').replace(/^.*\//, ''), words);
    if (TAKES_NEXT.test(word)) at++;
    else if (word !== '' && !word.startsWith('-') && !word.startsWith('@'))
      return main(word, words.slice(at));
  }
  return undefined;
};

function jar(path: string | undefined, words: readonly string[]): Found | undefined {
  const name = scriptName(path);
  if (name === undefined) return undefined;
  if (name === 'start.jar')
    return server(words.some((word) => word.startsWith('-Dsolr.')) ? 'solr' : 'jetty');
  if (name === 'quarkus-run.jar' && words.some((word) => word.startsWith('-Dkc.'))) return server('keycloak');
  if (name === 'gradle-wrapper.jar') return ofProject(withGoal('gradle', words));
  const [, known] = JARS.find(([form]) => form.test(name)) ?? [];
  return known === undefined ? ofProject(name) : server(known);
}

function main(word: string, words: readonly string[]): Found | undefined {
  if (word === 'io.quarkus.bootstrap.runner.QuarkusEntryPoint')
    return words.includes('start-dev') || words.includes('start') ? server('keycloak') : ofProject('quarkus');
  if (word === 'org.codehaus.plexus.classworlds.launcher.Launcher') return ofProject(withGoal('mvn', words));
  if (word === 'org.gradle.wrapper.GradleWrapperMain' || word === 'org.gradle.launcher.GradleMain')
    return ofProject(withGoal('gradle', words));
  const [, known] = MAINS.find(([start]) => word.startsWith(start)) ?? [];
  if (known !== undefined) return server(known);
  const script = scriptName(word);
  if (script !== undefined) return ofProject(script);
  // The simple name of a class begins with a capital, but for Kotlin's and Scala's files of functions.
  const [, simple] = /^(?:[a-z_][\w]*\.)*([A-Z]\w{0,39})\$?$/.exec(word) ?? [];
  return simple === undefined ? undefined : ofProject(simple);
}

function withGoal(tool: string, words: readonly string[]): string {
  const goal = words.map((word) => word.replace(/^:(?:[\w-]+:)*/, '')).find((word) => GOALS.test(word));
  return goal === undefined ? tool : `${tool} ${goal}`;
}
