/** Command lines for a live machine, a mode a line. */
export const LIVE_COMMANDS: readonly string[] = [
  '|-n|-a|-an|-l|-ln|-at|-lt|-tn|-tan|-taN|-tln|-tlnp|-tanp|-tulpn|-tuanp|-anp|-p|-ap|-ae|-ane|-aee|-tane|-taneo|-tano',
  '-uan|-uln|-uanep|-Uan|-Ual|-Ulnp|-wan|-wln|-wa|-wanp|-Sa|-S|-tuwUan|-4an|-6an|-46tan|-6ta|-4ulp|-anW|-aW|-taWep',
  '-x|-xa|-xl|-xan|-xap|-xaep|-xlnp|-xaW|-ax4|--tcp --all --numeric-ports|-ta --numeric-hosts|-tae --numeric-users|-tav',
  '-A inet -an|-A inet,unix -a|-A inet6 -tan|--inet -ul|-anop|-ao',
  '-r|-rn|-re|-rne|-rnee|-rneee|-rneeee|-rN|-rW|-r6|-r6n|-r6ne|-rn46|-rn64|-rC|-rnC|-rFC|-rnFC|-r6nC|-rnv',
  '-g|-gn|-g4n|-g6n|-gx|-i|-ia|-in|-ie|-iae|-iee|-iaev',
  '-s|-st|-su|-sw|-sU|-sS|-stu|-s6|-s6t|-s6u|-s6w|-s46|-M|-Me|-Mn',
  '--ipx|--ax25|--x25|--netrom|--rose|--ddp|-r -A ipx|-r -A ax25|-r -A x25|-r -A ddp|-r -A unix',
].flatMap((line) => line.split('|'));

/** Of TCP, which ours asks the kernel for where its sockets are many, and of what stands before and behind it. */
export const CROWDED_COMMANDS: readonly string[] =
  '|-n|-a|-an|-anp|-l|-ln|-t|-tn|-tan|-tln|-tulpn|-tanp|-tane|-tanee|-taneo|-4tan|-6tan|-4tln|-6tl|-tW|-lx|-tuwUan'.split(
    '|',
  );
