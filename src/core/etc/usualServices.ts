/**
 * What people run on ports above IANA's first thousand, and what they call it. IANA gave most of these numbers to somebody else
 * (9200 to `wap-wsp`), whom nobody meets: a name that nobody knows tells less than none.
 *
 * A line has a name and its ports, `/udp` behind those of UDP, `/both` behind those of TCP and UDP. Ports that everybody's
 * servers share are in no line (3000, 5000, 8000, 8080, 9000…): one name for them, Grafana's for 3000 too, would be wrong more
 * often than right. What listens there says its own name.
 */
const LINES = `
socks 1080
openvpn 1194/both
mssql 1433
mssql-browser 1434/udp
oracle 1521
oracle-tls 2484
l2tp 1701/udp
pptp 1723
radius 1812/udp
radius-acct 1813/udp
mqtt 1883
mqtt-tls 8883
node-red 1880
ssdp 1900/udp
rtmp 1935
graphite 2003
graphite-pickle 2004
caddy-admin 2019
nfs 2049/both
netflow 2055/udp
zookeeper 2181
zookeeper-peer 2888
zookeeper-election 3888
cpanel 2082 2083
whm 2086 2087
gdbserver 2331
delve 2345
docker 2375
docker-tls 2376
docker-swarm 2377
etcd 2379
etcd-peer 2380
cvs 2401
smtp-alt 2525
firebird 3050
loki 3100
squid 3128
tempo 3200
iscsi 3260
ldap-gc 3268
ldap-gc-tls 3269
tarantool 3301
mysql 3306
mysqlx 33060
clamav 3310
rdp 3389/both
stun 3478/both
stun-tls 5349
nut 3493
apcupsd 3551
distcc 3632
svn 3690
wsd 3702/udp
xdebug 9003
ipfs 4001/both
nsq 4150
nsq-http 4151
nsqlookup 4160
nsqlookup-http 4161
nsq-admin 4171
managesieve 4190
nats 4222
nats-cluster 6222
nats-monitor 8222
sccache 4226
otlp 4317
otlp-http 4318
epmd 4369
firebase-hub 4400
ipsec-nat-t 4500/udp
salt 4505
salt-return 4506
localstack 4566
iax 4569/udp
nomad 4646
nomad-rpc 4647
nomad-serf 4648/both
gearman 4730
ipfix 4739/both
vxlan 4789/udp
opcua 4840
glassfish-admin 4848
verdaccio 4873
wildfly-admin 9990
jdwp 5005
adb 5037 5555
asterisk 5038
logstash-beats 5044
sip 5060/both
sip-tls 5061
iperf3 5201/both
xmpp 5222
xmpp-tls 5223
xmpp-server 5269
xmpp-bosh 5280
natpmp 5351/udp
mdns 5353/udp
llmnr 5355/both
postgresql 5432
yugabyte 5433
rabbitmq-stream 5552
adb-emulator 5554
kibana 5601
nrpe 5666
amqp-tls 5671
amqp 5672
debugpy 5678
coap 5683/udp
coap-tls 5684/udp
hazelcast 5701
spice 5930
vnc 5900 5901 5902 5903
couchdb 5984
couchdb-tls 6984
winrm 5985
winrm-tls 5986
x11 6000 6001 6010 6011 6012
esphome 6052
varnish 6081
varnish-admin 6082
flink 6123
cups-browsed 6310/udp
qdrant 6333
qdrant-grpc 6334
sflow 6343/udp
redis 6379
redis-cluster 16379
redis-sentinel 26379
pgbouncer 6432
kubernetes 6443
syslog-tls 6514
pulsar 6650
pulsar-tls 6651
irc 6667
irc-tls 6697
jaeger-agent 6831/udp 6832/udp
bittorrent 6881/both 51413/both
cassandra-peer 7000
weblogic 7001
weblogic-tls 7002
spark 7077
cassandra-jmx 7199
temporal 7233
jellyfin-discovery 7359/udp
neo4j-https 7473
neo4j 7474
bolt 7687
meilisearch 7700
gradio 7860
bitbucket-ssh 7999
tomcat-shutdown 8005
ajp 8009
hdfs 8020
mailpit 8025
yarn 8032
influxdb 8086
splunk 8089
jellyfin 8096
react-devtools 8097
typesense 8108
privoxy 8118
statsd 8125/udp
datadog-apm 8126
gocd 8153
activemq-web 8161
comfyui 8188
vault 8200
vault-cluster 8201
temporal-ui 8233
ray-dashboard 8265
consul-rpc 8300
consul-serf 8301/both
consul-serf-wan 8302/both
bitcoin-rpc 8332
bitcoin 8333
syncthing 8384
haproxy-stats 8404
flannel 8472/udp
consul 8500
consul-grpc 8502
arangodb 8529
ethereum-rpc 8545
ethereum-ws 8546
rtsp 8554
consul-dns 8600/both
dask 8786
dask-dashboard 8787
airflow-worker 8793
zeppelin 8890
emby 8920
bazel-remote 8980
solr 8983
sonarr 8989
livy 8998
mimir 9009
spanner 9010
cassandra 9042
tor 9050
tor-control 9051
tor-browser 9150
hive-metastore 9083
prometheus 9090
kafka 9092
alertmanager 9093
firebase-auth 9099
printer 9100
haproxy-exporter 9101
mysqld-exporter 9104
consul-exporter 9107
blackbox-exporter 9115
snmp-exporter 9116
redis-exporter 9121
yugabyte-cql 9142
cassandra-thrift 9160
postgres-exporter 9187
elasticsearch 9200
chrome-debugger 9222
node-debugger 9229
elasticsearch-peer 9300
sphinxql 9306
kafka-exporter 9308
sphinx 9312
k3s 9345
zipkin 9411
git 9418
clickhouse-tls 9440
logstash-api 9600
redpanda-admin 9644
lightning 9735
hdfs-data 9866
hdfs-web 9870
envoy-admin 9901
teamspeak 9987/udp
zerotier 9993/both
splunk-forwarder 9997
azurite-queue 10001
azurite-table 10002
ubiquiti 10001/udp
amavis 10024
zabbix-agent 10050
zabbix 10051
tidb-status 10080
icecream 10245
kubelet-health 10248
kube-proxy 10249
kubelet 10250
kubelet-readonly 10255
kube-proxy-health 10256
kube-controller 10257
kube-scheduler 10259
ignite 10800
thanos 10901
thanos-http 10902
memcached 11211/both
infinispan 11222
beanstalkd 11300
rspamd 11334
ollama 11434
gelf 12201/both
netperf 12865
jaeger-grpc 14250
jaeger-collector 14268
rabbitmq 15672
rabbitmq-metrics 15692
hbase 16000
hbase-web 16010
microk8s 16443
jaeger 16686
dropbox-lan 17500/both
spark-history 18080
jlink 19020
scylla 19042
minecraft-bedrock 19132/udp
milvus 19530
netdata 19999
tikv 20160
syncthing-discovery 21027/udp
voltdb 21212
syncthing-sync 22000/both
fluentd 24224/both
vite-hmr 24678
minecraft 25565
minecraft-rcon 25575
rabbitmq-dist 25672
collectd 25826/udp
cockroachdb 26257
mongodb 27017 27018 27019
source-server 27015/both
rethinkdb 28015
mongodb-http 28017
rethinkdb-peer 29015
gerrit 29418
hana 30015
ethereum 30303/both
plex 32400
nfs-lock 32803
factorio 34197/udp
livereload 35729
tailscale 41641/udp
ethernet-ip 44818
ignite-discovery 47500
bacnet 47808/udp
grpc 50051
wireguard 51820/udp
spotify-connect 57621/udp
deluge 58846
stomp 61613
stomp-tls 61614
activemq 61616
mumble 64738/both
`;

/** The transports that have such names. */
export type UsualTransport = 'tcp' | 'udp';

const SERVICES: ReadonlyMap<string, string> = new Map(
  LINES.trim()
    .split('\n')
    .flatMap((line) => {
      const [name = '', ...ports] = line.split(' ');
      return ports.flatMap((written) => {
        const [port, transport = 'tcp'] = written.split('/');
        const transports: readonly string[] = transport === 'both' ? ['tcp', 'udp'] : [transport];
        return transports.map((each) => [`${port}/${each}`, name] as const);
      });
    }),
);

/** The highest port of those that IANA's names are known of: system ports (RFC 6335, section 6). */
export const LAST_SYSTEM_PORT = 1023;

/**
 * What people call the service that usually is on a port above {@link LAST_SYSTEM_PORT}: `postgresql`, `kafka`.
 * @returns nothing where no service has it to itself
 */
export function usualService(port: number, transport: string): string | undefined {
  return SERVICES.get(`${port}/${transport}`);
}

/** All of them, by `port/transport`. */
export const usualServices: ReadonlyMap<string, string> = SERVICES;
