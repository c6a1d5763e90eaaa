import { PORT } from './portText';

/** `listener 1883`, `Listen 80`: a program's settings in which no sign stands between a name and its value. */
const LINE = String.raw`^\s{0,20}`;
const END = String.raw`\s{0,20}$`;
const HOST = String.raw`(?<host>\*|_default_|\[[\da-f:.]{2,45}\]|[\w.-]{1,100})`;

/** Each says of a program that it listens. */
export const SERVER_SETTINGS: readonly string[] = [
  // Redis, Valkey and Sentinel: https://redis.io/docs/latest/operate/oss_and_stack/management/config/; Puma; old Mosquitto.
  String.raw`${LINE}(?<name>(?:(?:tls|cluster)-)?port)\s{1,20}${PORT}${END}`,
  // Mosquitto: a port, and an address to bind to. https://mosquitto.org/man/mosquitto-conf-5.html
  String.raw`${LINE}listener\s{1,20}${PORT}(?:\s{1,20}(?<host>[\w.:-]{1,100}))?${END}`,
  // Apache: https://httpd.apache.org/docs/2.4/bind.html; sshd: sshd_config(5)
  String.raw`${LINE}(?:Listen|ListenAddress)\s{1,20}${HOST}:${PORT}(?:\s{1,20}\w{1,20})?${END}`,
  String.raw`${LINE}(?:Listen|Port)\s{1,20}${PORT}(?:\s{1,20}\w{1,20})?${END}`,
  String.raw`${LINE}<VirtualHost\s{1,20}${HOST}:${PORT}(?=[\s>])`,
  // HAProxy: https://docs.haproxy.org/3.0/configuration.html#4-bind
  String.raw`${LINE}bind\s{1,20}${HOST}?:${PORT}(?=[\s,]|$)`,
];
