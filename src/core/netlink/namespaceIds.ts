import { attribute, HEADER, newRequest, ONE, takeMessages } from './netlinkMessages';

/** RTM_GETNSID of include/uapi/linux/rtnetlink.h. */
const GET_NAMESPACE_ID = 90;

/** NETNSA_* of include/uapi/linux/net_namespace.h. */
const ID = 1;
const OF = { pid: 2, descriptor: 3 } as const;

/** Bytes of struct rtgenmsg with what fills it up, and of an attribute of 32 bits. */
const BODY = 4;
const ATTRIBUTE = 8;

/** NETNSA_NSID_NOT_ASSIGNED. */
const NONE = -1;

/**
 * What to send for the number that this network namespace has for another one (ip-netns(8)): of a process, or of an open
 * descriptor of the namespace. Anyone is answered, of processes of other users too.
 */
export function namespaceIdRequest(kind: keyof typeof OF, value: number, littleEndian: boolean): Uint8Array {
  const view = newRequest(GET_NAMESPACE_ID, ONE, BODY + ATTRIBUTE, littleEndian);
  view.setUint16(HEADER + BODY, ATTRIBUTE, littleEndian);
  view.setUint16(HEADER + BODY + 2, OF[kind], littleEndian);
  view.setUint32(HEADER + BODY + 4, value, littleEndian);
  return new Uint8Array(view.buffer);
}

/**
 * Takes the answer to {@link namespaceIdRequest}: one message, behind which nothing comes.
 * @param note gets the number, where one was given out: most namespaces have none
 */
export function takeNamespaceId(
  bytes: Uint8Array,
  littleEndian: boolean,
  note: (id: number) => void,
): 'done' | 'refused' {
  const answer = takeMessages(bytes, littleEndian, BODY, (view, from, end) => {
    const id = attribute(view, from + BODY, end, ID, 4, littleEndian)?.getInt32(0, littleEndian) ?? NONE;
    if (id !== NONE) note(id);
  });
  return answer === 'more' ? 'done' : 'refused';
}
